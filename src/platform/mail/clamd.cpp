#include "platform/mail/clamd.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

namespace goodhost::mail {
namespace {

constexpr std::size_t chunk = 64 << 10;

class Socket {
  public:
    explicit Socket(int handle) : handle_(handle) {}
    Socket(Socket&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    Socket& operator=(Socket&&) = delete;
    ~Socket() {
        if (handle_ >= 0) ::close(handle_);
    }
    int handle() const { return handle_; }
    bool is_open() const { return handle_ >= 0; }

    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            auto sent = ::send(handle_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

  private:
    int handle_;
};

Socket open_socket(int family, std::chrono::seconds timeout) {
    Socket made(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval limit{static_cast<time_t>(timeout.count()), 0};
    for (int option : {SO_RCVTIMEO, SO_SNDTIMEO}) ::setsockopt(made.handle(), SOL_SOCKET, option, &limit, sizeof limit);
    return made;
}

Socket connect_path(const std::string& path, std::chrono::seconds timeout) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return Socket(-1);
    std::memcpy(address.sun_path, path.data(), path.size());
    auto made = open_socket(AF_UNIX, timeout);
    if (::connect(made.handle(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return Socket(-1);
    return made;
}

Socket connect_host(const std::string& address, std::chrono::seconds timeout) {
    const auto colon = address.rfind(':');
    if (colon == std::string::npos) return Socket(-1);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(address.substr(0, colon).c_str(), address.substr(colon + 1).c_str(), &hints, &found) != 0) return Socket(-1);
    Socket made(-1);
    for (auto* one = found; one; one = one->ai_next) {
        auto tried = open_socket(one->ai_family, timeout);
        if (::connect(tried.handle(), one->ai_addr, one->ai_addrlen) != 0) continue;
        ::freeaddrinfo(found);
        return tried;
    }
    ::freeaddrinfo(found);
    return made;
}

std::string network_order(std::size_t size) {
    std::string out;
    for (int shift : {24, 16, 8, 0}) out += static_cast<char>(static_cast<unsigned char>(size >> shift));
    return out;
}

bool send_stream(const Socket& socket, std::string_view bytes) {
    if (!socket.send(std::string_view("zINSTREAM\0", 10))) return false;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size()))) {
        const auto piece = bytes.substr(0, chunk);
        if (!socket.send(network_order(piece.size())) || !socket.send(piece)) return false;
    }
    return socket.send(network_order(0));
}

std::string read_answer(const Socket& socket) {
    std::string answer;
    std::array<char, 512> buffer;
    while (answer.size() < 4096) {
        const auto count = ::recv(socket.handle(), buffer.data(), buffer.size(), 0);
        if (count <= 0) break;
        answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return answer.substr(0, answer.find_first_of(std::string_view("\0\n", 2)));
}

}  // namespace

Scan scan_with_clamd(const std::string& address, std::string_view bytes, std::chrono::seconds timeout) {
    const auto socket = address.starts_with('/') ? connect_path(address, timeout) : connect_host(address, timeout);
    if (!socket.is_open()) return {.words = "cannot be reached"};
    // When it finds the stream too long it says so and closes while we still send.
    const bool sent = send_stream(socket, bytes);
    auto answer = read_answer(socket);
    if (answer.starts_with("stream: ")) answer.erase(0, 8);
    if (answer == "OK" && sent) return {Scan::Result::clean, true, {}};
    if (answer.ends_with(" FOUND")) return {Scan::Result::infected, true, answer.substr(0, answer.size() - 6)};
    return {Scan::Result::unknown, !answer.empty(), answer.empty() ? "gave no answer" : answer};
}

}  // namespace goodhost::mail
