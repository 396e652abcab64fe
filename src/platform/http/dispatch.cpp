#include "platform/http/dispatch.hpp"

#include <algorithm>

#include "platform/db/trace.hpp"
#include "platform/http/address.hpp"
#include "platform/http/exchange.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/problem_response.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/http/route_tree.hpp"
#include "platform/http/worker_pool.hpp"
#include "platform/live/live.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::http {

namespace {

/// Whoever has IPv6 has at least a /64 of addresses: they count as one.
std::string network_of(const std::string& text) {
    auto address = Address::parse(text);
    if (!address || address->is_v4()) return text;
    std::fill(address->bytes.begin() + address->bytes.size() / 2, address->bytes.end(), std::uint8_t{0});
    return address->text() + "/64";
}

/// What was handed out for one connection must not outlive a change.
bool same_rights(const Access& a, const Access& b) {
    bool permissions = a.permissions == b.permissions || (a.permissions && b.permissions && *a.permissions == *b.permissions);
    return permissions && a.brands == b.brands && a.all_brands == b.all_brands && a.customer == b.customer &&
           a.sees_company == b.sees_company && a.session == b.session && a.token == b.token && a.signed_stream == b.signed_stream;
}

}  // namespace

struct Dispatch::State {
    State(Services& s, const Registry& r, const DispatchOptions& o)
        : services(s),
          registry(r),
          options(o),
          tree(r.routes()),
          limiter(s.clock),
          quick(o.workers, o.queue_bound),
          slow(o.slow_workers, o.queue_bound) {}

    void serve(const std::shared_ptr<Exchange>& exchange);
    void identify(db::Reader& reader, Exchange& exchange);
    void limit(Exchange& exchange);
    void run_work(Exchange& exchange);
    void run_write(const std::shared_ptr<Exchange>& exchange);
    void accept_socket(Exchange& exchange, const std::function<void(std::shared_ptr<SocketHandler>)>& accept);
    std::shared_ptr<Exchange> open(Request request, Respond respond);
    WorkerPool& lane(const Exchange& exchange) { return exchange.match.route && exchange.match.route->slow ? slow : quick; }

    Services& services;
    const Registry& registry;
    DispatchOptions options;
    RouteTree tree;
    RateLimiter limiter;
    WorkerPool quick, slow;
};

Dispatch::Dispatch(Services& services, const Registry& registry, const DispatchOptions& options)
    : state_(std::make_unique<State>(services, registry, options)) {}

Dispatch::~Dispatch() { stop(); }

void Dispatch::stop() {
    state_->quick.stop();
    state_->slow.stop();
}

std::size_t Dispatch::queued() const { return state_->quick.queued() + state_->slow.queued(); }
std::size_t Dispatch::busy() const { return state_->quick.busy() + state_->slow.busy(); }

BodyPlan Dispatch::plan(const Request& head) {
    auto match = state_->tree.find(head.method, head.path);
    if (!match.route) return {};
    auto limit = match.route->spool ? state_->options.upload_limit : match.route->body_limit;
    return {limit, match.route->spool};
}

std::shared_ptr<Exchange> Dispatch::State::open(Request request, Respond respond) {
    auto exchange = std::make_shared<Exchange>(std::move(request), std::move(respond), services);
    exchange->match = tree.find(exchange->request.method, exchange->request.path);
    exchange->problem_page = registry.authenticator().problem_page;
    exchange->tls = options.tls;
    exchange->slow_request = options.slow_request;
    return exchange;
}

void Dispatch::handle(Request request, Respond respond) {
    auto exchange = state_->open(std::move(request), std::move(respond));
    auto& lane = state_->lane(*exchange);
    if (!lane.submit([state = state_.get(), exchange] { state->serve(exchange); })) {
        Problem problem(ProblemKind::unavailable, "platform.busy");
        problem.retry_after_seconds = 2;
        exchange->answer(problem_response(exchange->context, problem));
    }
}

void Dispatch::upgrade(Request request, std::function<void(std::shared_ptr<SocketHandler>)> accept, Respond refuse) {
    auto exchange = state_->open(std::move(request), std::move(refuse));
    bool queued = state_->quick.submit(
        [state = state_.get(), exchange, accept] { exchange->guarded([&] { state->accept_socket(*exchange, accept); }, state->registry); });
    if (!queued) exchange->answer(problem_response(exchange->context, Problem(ProblemKind::unavailable, "platform.busy")));
}

void Dispatch::State::accept_socket(Exchange& exchange, const std::function<void(std::shared_ptr<SocketHandler>)>& accept) {
    if (!services.live || exchange.request.path != "/api/v1/live") throw Problem(ProblemKind::not_found, "platform.not_found");
    services.database.with_reader([&](db::Reader& reader) { identify(reader, exchange); });
    limit(exchange);
    exchange.refuse_foreign_origin();
    if (!exchange.context.is_agent() && !exchange.context.is_contact() && !exchange.context.access)
        throw Problem(ProblemKind::unauthenticated, "platform.unauthenticated");
    auto still_valid = [this, request = exchange.request, context = exchange.context] {
        // Identified from nothing: what is not found any more leaves a context as it was.
        auto again = context;
        again.actor = {};
        again.access.reset();
        try {
            services.database.with_reader([&](db::Reader& reader) { registry.authenticator().identify(reader, request, again); });
        } catch (const Problem& problem) {
            if (problem.kind != ProblemKind::unauthenticated) throw;  // nobody could be asked: that ends no session
            return false;                                             // a token that is not good any more
        }
        return again.actor == context.actor && again.access && same_rights(*again.access, *context.access);
    };
    accept(services.live->connect(exchange.context, still_valid));
}

void Dispatch::State::identify(db::Reader& reader, Exchange& exchange) {
    registry.authenticator().identify(reader, exchange.request, exchange.context);
}

void Dispatch::State::limit(Exchange& exchange) {
    auto& context = exchange.context;
    bool known = context.actor.id != 0;
    auto who = known ? std::string(enum_name(context.actor.kind)) + std::to_string(context.actor.id) : network_of(context.address);
    int per_minute = known ? options.per_minute_actor : options.per_minute_anonymous;
    if (auto* route = exchange.match.route; route && route->per_minute) {
        per_minute = route->per_minute;
        who += ' ';
        who += route->path;
    }
    exchange.rate = limiter.take(who, per_minute);
    if (exchange.rate.allowed) return;
    Problem problem(ProblemKind::rate_limited, "platform.rate_limited");
    problem.retry_after_seconds = exchange.rate.reset_seconds;
    throw problem;
}

void Dispatch::State::serve(const std::shared_ptr<Exchange>& exchange) {
    db::Tracing tracing(&exchange->trace);
    exchange->guarded(
        [&] {
            auto* route = exchange->match.route;
            services.database.with_reader([&](db::Reader& reader) {
                identify(reader, *exchange);
                limit(*exchange);
                if (!route) exchange->refuse_unknown_route();
                exchange->check_access(registry.authenticator());
                if (route->kind != RouteKind::raw) exchange->decode();
                if (route->kind == RouteKind::read)
                    exchange->body = route->read(reader, exchange->context, exchange->input.get());
                else if (auto key = idempotency_key(exchange->request, exchange->context))
                    exchange->repeat_answer(find_answer(reader, *key));
            });
            if (exchange->answered) return;
            if (route->kind == RouteKind::write) return run_write(exchange);
            if (route->kind == RouteKind::read) return exchange->answer_json(route->status, exchange->body);
            run_work(*exchange);
        },
        registry);
}

void Dispatch::State::run_work(Exchange& exchange) {
    auto* route = exchange.match.route;
    if (route->kind == RouteKind::raw) return exchange.answer(route->raw(exchange.call()));
    auto body = route->work(exchange.context, exchange.input.get());
    if (auto key = idempotency_key(exchange.request, exchange.context))
        services.database.write([&](db::Tx& tx) { keep_answer(tx, exchange.context, *key, route->status, body); });
    exchange.answer_json(route->status, body);
}

void Dispatch::State::run_write(const std::shared_ptr<Exchange>& exchange) {
    auto* route = exchange->match.route;
    std::shared_ptr<void> input = exchange->input;
    if (route->prepare) input = route->prepare(exchange->context, exchange->input.get());
    auto key = idempotency_key(exchange->request, exchange->context);
    services.database.write_async(
        [exchange, route, input, key](db::Tx& tx) {
            db::Tracing tracing(&exchange->trace);
            if (key) {
                exchange->repeated = find_answer(tx, *key);
                if (exchange->repeated) return;
            }
            exchange->body = route->write(tx, exchange->context, input.get());
            if (key) keep_answer(tx, exchange->context, *key, route->status, exchange->body);
        },
        [exchange, route, this](std::exception_ptr failure) {
            exchange->guarded(
                [&] {
                    if (failure) std::rethrow_exception(failure);
                    if (exchange->repeated) return exchange->repeat_answer(exchange->repeated);
                    exchange->answer_json(route->status, exchange->body);
                },
                registry);
        });
}

}  // namespace goodhost::http
