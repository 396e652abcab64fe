#include "platform/net/listen.hpp"

#include <boost/asio/io_context.hpp>
#include <charconv>

#include "platform/core/problem.hpp"

namespace goodhost::net {

namespace {

[[noreturn]] void cannot_listen(const std::string& address, const std::string& why) {
    throw Problem(ProblemKind::unavailable, "platform.cannot_listen", "can't listen on " + address + ": " + why);
}

}  // namespace

boost::asio::ip::tcp::endpoint endpoint_to_bind(const std::string& address) {
    using boost::asio::ip::tcp;
    auto colon = address.rfind(':');
    if (colon == std::string::npos) cannot_listen(address, "no port");
    auto host = address.substr(0, colon), port = address.substr(colon + 1);
    std::uint16_t number = 0;
    auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (fault != std::errc{} || end != port.data() + port.size()) cannot_listen(address, "'" + port + "' is no port");
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host.empty() || host == "*") host = "0.0.0.0";
    boost::asio::io_context resolving;
    boost::system::error_code error;
    auto found = tcp::resolver(resolving).resolve(host, port, tcp::resolver::passive | tcp::resolver::numeric_service, error);
    if (error || found.empty()) cannot_listen(address, error.message());
    return found.begin()->endpoint();
}

}  // namespace goodhost::net
