#include "platform/http/public_address.hpp"

#include <algorithm>

namespace goodhost::http {

namespace {

/// IANA's special-purpose registries of IPv4 and IPv6, and two hosts that clouds keep in public space.
constexpr std::string_view special[] = {
    "0.0.0.0/8",        // this network
    "10.0.0.0/8",       // private
    "100.64.0.0/10",    // shared, carrier-grade NAT
    "127.0.0.0/8",      // loopback
    "168.63.129.16",    // Azure's host agent
    "169.254.0.0/16",   // link-local, metadata
    "172.16.0.0/12",    // private
    "192.0.0.0/24",     // protocol assignments
    "192.0.2.0/24",     // documentation
    "192.88.99.0/24",   // 6to4 relays, deprecated
    "192.168.0.0/16",   // private
    "198.18.0.0/15",    // benchmarking
    "198.51.100.0/24",  // documentation
    "203.0.113.0/24",   // documentation
    "224.0.0.0/4",      // multicast
    "240.0.0.0/4",      // reserved, broadcast
    "::/96",            // unspecified, loopback, IPv4-compatible
    "64:ff9b:1::/48",   // local NAT64
    "100::/64",         // discard
    "2001::/23",        // protocol assignments, Teredo
    "2001:db8::/32",    // documentation
    "2002::/16",        // 6to4: an IPv4 address inside, relays are gone
    "3fff::/20",        // documentation
    "5f00::/16",        // segment routing
    "fc00::/7",         // unique local
    "fe80::/9",         // link-local and, formerly, site-local
    "ff00::/8",         // multicast
};

const std::vector<Network>& special_networks() {
    static const auto networks = [] {
        std::vector<Network> parsed;
        for (auto text : special) parsed.push_back(*Network::parse(text));
        return parsed;
    }();
    return networks;
}

/// RFC 6052: the well-known prefix carries an IPv4 address in its last four bytes.
Address unwrapped(const Address& address) {
    static const Network nat64 = *Network::parse("64:ff9b::/96");
    return nat64.contains(address) ? Address::v4(address.bytes.data() + 12) : address;
}

}  // namespace

bool is_public(const Address& address) { return !contains(special_networks(), unwrapped(address)); }

}  // namespace goodhost::http
