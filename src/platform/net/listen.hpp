#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <string>

namespace goodhost::net {

/// `host:port`, `[v6]:port`, `:port` and `*:port` for all addresses. Throws Problem unavailable `platform.cannot_listen`.
boost::asio::ip::tcp::endpoint endpoint_to_bind(const std::string& address);

}  // namespace goodhost::net
