#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "platform/http/server_fixture.hpp"

namespace goodhost::http::testing {

namespace {

constexpr int patience_ms = 10'000;

sockaddr_in loopback(const std::string& address, std::uint16_t port) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &in.sin_addr);
    return in;
}

bool ready(int descriptor, short what) {
    pollfd waited{descriptor, what, 0};
    return ::poll(&waited, 1, patience_ms) == 1;
}

}  // namespace

std::string RawResponse::field(const std::string& name) const {
    std::string lower = head;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto at = lower.find("\r\n" + name + ":");
    if (at == std::string::npos) return {};
    auto from = head.find_first_not_of(' ', at + name.size() + 3);
    return head.substr(from, head.find("\r\n", from) - from);
}

RawClient::RawClient(std::uint16_t port, int receive_buffer, const std::string& from)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (!from.empty()) {
        auto source = loopback(from, 0);
        EXPECT_EQ(::bind(descriptor_, reinterpret_cast<sockaddr*>(&source), sizeof source), 0);
    }
    auto to = loopback("127.0.0.1", port);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
}

RawClient::~RawClient() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), buffered_(std::move(other.buffered_)) {}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!ready(descriptor_, POLLOUT)) return false;
        auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawClient::finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

bool RawClient::fill() {
    std::array<char, 65536> room;
    if (!ready(descriptor_, POLLIN)) {
        ADD_FAILURE() << "the server neither sends nor closes";
        return false;
    }
    auto count = ::recv(descriptor_, room.data(), room.size(), 0);
    if (count <= 0) return false;
    buffered_.append(room.data(), static_cast<std::size_t>(count));
    return true;
}

RawResponse RawClient::receive(bool to_head) {
    RawResponse response;
    std::size_t end;
    while ((end = buffered_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return response;
    response.head = buffered_.substr(0, end + 2);
    buffered_.erase(0, end + 4);
    std::from_chars(response.head.data() + 9, response.head.data() + 12, response.status);
    auto length = response.field("content-length");
    if (!to_head && !length.empty()) response.body = receive_bytes(std::stoull(length));
    return response;
}

std::string RawClient::receive_bytes(std::size_t count) {
    while (buffered_.size() < count)
        if (!fill()) break;
    auto bytes = buffered_.substr(0, count);
    buffered_.erase(0, bytes.size());
    return bytes;
}

std::string RawClient::receive_all() {
    while (fill()) {}
    return std::exchange(buffered_, {});
}

}  // namespace goodhost::http::testing
