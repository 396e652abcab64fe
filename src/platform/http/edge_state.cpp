#include "platform/http/edge_state.hpp"

#include <algorithm>

#include "platform/core/problem.hpp"

namespace goodhost::http {

Address AddressCounts::subscriber(Address address) {
    if (!address.is_v4()) std::fill(address.bytes.begin() + 8, address.bytes.end(), std::uint8_t{0});
    return address;
}

bool AddressCounts::enter(const Address& address, int most) {
    std::lock_guard lock(mutex_);
    int& count = counts_[subscriber(address)];
    if (count >= most) return false;
    ++count;
    return true;
}

void AddressCounts::leave(const Address& address) {
    std::lock_guard lock(mutex_);
    auto found = counts_.find(subscriber(address));
    if (--found->second == 0) counts_.erase(found);
}

EdgeState::EdgeState(const ServerOptions& given, Application& served) : options(given), application(served) {
    for (auto& text : options.trusted_proxies) {
        auto network = Network::parse(text);
        if (!network) throw Problem(ProblemKind::invalid, "platform.bad_configuration", "trusted_proxies: no address or block: " + text);
        trusted.push_back(*network);
    }
    if (!options.tls_certificate.empty()) tls = std::make_unique<TlsContext>(options.tls_certificate, options.tls_key);
}

}  // namespace goodhost::http
