#pragma once
#include "platform/http/address.hpp"

namespace goodhost::http {

/// Whether an address belongs to the public internet: not loopback, private, link-local (with the cloud's metadata),
/// shared, documentation, multicast or reserved; in any IPv6 dress of an IPv4 address (mapped, NAT64) by what is
/// inside.
bool is_public(const Address& address);

}  // namespace goodhost::http
