#pragma once
#include <chrono>
#include <memory>

#include "platform/core/context.hpp"
#include "platform/http/http.hpp"

namespace goodhost {
class Registry;
struct Services;
}  // namespace goodhost

namespace goodhost::http {

struct DispatchOptions {
    int workers = 8;       ///< quick lane: slow statements + cores
    int slow_workers = 2;  ///< exports, imports, searches of big spans
    std::size_t queue_bound = 10'000;
    int per_minute_anonymous = 6'000;  ///< requests of one address without a session
    int per_minute_actor = 3'000'000;  ///< of one agent, contact or token; a bound against runaway scripts
    std::uint64_t upload_limit = 100u << 20;
    std::chrono::milliseconds slow_request{1000};  ///< what takes longer is logged with its statements
    bool tls = false;                              ///< adds Strict-Transport-Security
};

/// From a request to its use case: route, rate limit, session, brand, permission, CSRF, decoding, transaction, answer. The only
/// place that turns exceptions of a request into answers.
class Dispatch final : public Application {
  public:
    Dispatch(Services& services, const Registry& registry, const DispatchOptions& options);
    ~Dispatch() override;
    BodyPlan plan(const Request& head) override;
    void handle(Request request, Respond respond) override;
    void upgrade(Request request, std::function<void(std::shared_ptr<SocketHandler>)> accept, Respond refuse) override;
    /// Lets running requests finish; new ones are answered 503.
    void stop();
    std::size_t queued() const;
    std::size_t busy() const;  ///< workers that serve a request

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace goodhost::http
