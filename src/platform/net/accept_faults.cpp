#include "platform/net/accept_faults.hpp"

#include "platform/log/log.hpp"

namespace goodhost::net {

void AcceptFaults::tell(const boost::system::error_code& error, int port) {
    const auto now = std::chrono::steady_clock::now();
    if (told_ && now - *told_ < std::chrono::minutes{1}) return;
    told_ = now;
    log::warning("cannot_accept", {{"port", port}, {"error", error.message()}});
}

}  // namespace goodhost::net
