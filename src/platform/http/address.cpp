#include "platform/http/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace goodhost::http {

namespace {
constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
}

Address Address::v4(const std::uint8_t* four) {
    Address address;
    std::ranges::copy(mapped_prefix, address.bytes.begin());
    std::copy_n(four, 4, address.bytes.begin() + 12);
    return address;
}

std::optional<Address> Address::parse(std::string_view text) {
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
    text = text.substr(0, text.find('%'));
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.empty() || text.size() >= terminated.size()) return std::nullopt;
    std::ranges::copy(text, terminated.begin());
    std::array<std::uint8_t, 4> four;
    if (inet_pton(AF_INET, terminated.data(), four.data()) == 1) return v4(four.data());
    Address address;
    if (inet_pton(AF_INET6, terminated.data(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

std::optional<Address> Address::from(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in in;
        std::memcpy(&in, address, sizeof in);
        std::array<std::uint8_t, 4> four;
        std::memcpy(four.data(), &in.sin_addr, four.size());
        return v4(four.data());
    }
    if (address->sa_family != AF_INET6) return std::nullopt;
    sockaddr_in6 in;
    std::memcpy(&in, address, sizeof in);
    Address six;
    std::memcpy(six.bytes.data(), &in.sin6_addr, six.bytes.size());
    return six;
}

bool Address::is_v4() const { return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin()); }

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> written{};
    if (is_v4())
        inet_ntop(AF_INET, bytes.data() + 12, written.data(), written.size());
    else
        inet_ntop(AF_INET6, bytes.data(), written.data(), written.size());
    return written.data();
}

std::optional<Network> Network::parse(std::string_view text) {
    auto slash = text.find('/');
    auto base = Address::parse(text.substr(0, slash));
    if (!base) return std::nullopt;
    if (slash == std::string_view::npos) return Network{*base, 128};
    bool v4 = text.substr(0, slash).find(':') == std::string_view::npos;
    auto digits = text.substr(slash + 1);
    int bits = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    bool whole = error == std::errc{} && end == digits.data() + digits.size();
    if (!whole || bits < 0 || bits > (v4 ? 32 : 128)) return std::nullopt;
    return Network{*base, v4 ? bits + 96 : bits};
}

bool Network::contains(const Address& address) const {
    auto whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(base.bytes.begin(), base.bytes.begin() + static_cast<std::ptrdiff_t>(whole), address.bytes.begin())) return false;
    int rest = bits % 8;
    if (rest == 0) return true;
    auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
    return (base.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

bool contains(const std::vector<Network>& networks, const Address& address) {
    return std::ranges::any_of(networks, [&](auto& network) { return network.contains(address); });
}

}  // namespace goodhost::http
