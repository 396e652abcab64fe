#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace goodhost::http {

/// An IP address of either family; IPv4 is held as `::ffff:a.b.c.d`, so that both forms of one address are equal.
struct Address {
    std::array<std::uint8_t, 16> bytes{};

    /// `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]`; a zone (`%eth0`) is dropped. Nothing when it is no address.
    static std::optional<Address> parse(std::string_view text);
    static std::optional<Address> from(const sockaddr* address);
    static Address v4(const std::uint8_t* four);
    bool is_v4() const;
    /// IPv4 in dotted form, without the prefix of its mapped form.
    std::string text() const;
    auto operator<=>(const Address&) const = default;
};

/// A block of addresses: `10.0.0.0/8`, `2001:db8::/32`; a bare address is a block of one.
struct Network {
    Address base;
    int bits = 128;  ///< of the 16-byte form: 96 + the prefix for IPv4

    static std::optional<Network> parse(std::string_view text);
    bool contains(const Address& address) const;
};

bool contains(const std::vector<Network>& networks, const Address& address);

}  // namespace goodhost::http
