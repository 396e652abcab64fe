#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "platform/http/address.hpp"
#include "platform/http/http.hpp"

namespace goodhost::http {

/// Sets remote_address, host, secure and id of a request whose other parts are read. Only a trusted peer's
/// X-Forwarded-For, -Proto, -Host and X-Request-Id count. False when the host is malformed.
bool identify(Request& request, std::string_view authority, const Address& peer, const std::vector<Network>& trusted);

/// What a PROXY header says (haproxy's proxy-protocol.txt).
struct ProxyHeader {
    std::size_t bytes = 0;          ///< its length, to be taken off the stream
    std::optional<Address> client;  ///< nothing for LOCAL and UNKNOWN: the peer itself
};

enum class ProxyParse { whole, partial, bad };

/// `bytes` is the beginning of the stream. Either version.
ProxyParse parse_proxy_header(std::string_view bytes, ProxyHeader& header);

/// No header is longer: version 1 ends within 107 bytes; of version 2 we take 16 + 512.
inline constexpr std::size_t max_proxy_header = 528;

}  // namespace goodhost::http
