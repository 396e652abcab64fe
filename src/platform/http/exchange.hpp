#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "platform/db/trace.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/http/route_tree.hpp"

namespace goodhost {
class Registry;
}

namespace goodhost::http {

/// One request on its way through dispatch, and its answer. Used by one thread at a time.
class Exchange {
  public:
    Exchange(Request request, Respond respond, Services& services);

    Call call() const { return {request, context, match.parameters}; }
    /// Throws Problem not_found; where the path has other methods it is answered 405 with Allow.
    void refuse_unknown_route() const;
    /// Audience, permission, CSRF.
    void check_access(const Authenticator& authenticator);
    /// A WebSocket or a cookie-authenticated write from another site's page.
    void refuse_foreign_origin() const;
    void decode();
    void answer(Response response);
    void answer_json(int status, std::string body);
    void repeat_answer(const std::optional<IdempotentAnswer>& kept);
    /// Runs `step` and turns whatever it throws into the answer.
    void guarded(const std::function<void()>& step, const Registry& registry);

    Request request;
    Context context;
    RouteMatch match;
    std::shared_ptr<void> input;
    std::string body;
    std::optional<IdempotentAnswer> repeated;
    RateLimitState rate;
    db::Trace trace;
    std::chrono::milliseconds slow_request{1000};
    bool answered = false;
    bool tls = false;
    std::function<Response(const Call&, const Problem&)> problem_page;

  private:
    void fail(const Problem& problem);
    /// As a page where a person looks at it, else as JSON.
    Response told(const Problem& problem) const;
    void log_access(int status) const;
    void count_request(int status, double seconds) const;
    Respond respond_;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace goodhost::http
