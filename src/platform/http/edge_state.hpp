#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/http/address.hpp"
#include "platform/http/http.hpp"
#include "platform/http/tls.hpp"

namespace goodhost::http {

/// Counts the connections of each address; of IPv6 of each /64, which is what one subscriber has. Thread-safe.
class AddressCounts {
  public:
    /// False, and nothing counted, when the address has `most` already.
    bool enter(const Address& address, int most);
    void leave(const Address& address);

  private:
    static Address subscriber(Address address);

    std::mutex mutex_;
    std::map<Address, int> counts_;
};

/// What all connections of one server share; outlives them.
struct EdgeState {
    EdgeState(const ServerOptions& options, Application& application);

    const ServerOptions options;
    Application& application;
    std::vector<Network> trusted;
    std::unique_ptr<TlsContext> tls;  ///< null: plain
    AddressCounts addresses;
    std::atomic<bool> stopping{false};
    std::atomic<std::int64_t> connections{0}, requests{0}, sockets{0}, refused{0};
};

}  // namespace goodhost::http
