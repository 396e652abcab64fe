#include "platform/http/exchange.hpp"

#include "platform/http/problem_response.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::http {

namespace {

bool changes_something(Method method) { return method != Method::get && method != Method::head && method != Method::options; }

/// A multipart body is read by its handler, which checks the token itself; the origin was checked before.
bool is_multipart(const Request& request) { return request.headers.get("Content-Type").starts_with("multipart/form-data"); }

std::string csrf_sent(const Request& request) {
    auto header = request.headers.get("X-CSRF-Token");
    if (!header.empty() || !request.headers.get("Content-Type").starts_with("application/x-www-form-urlencoded"))
        return std::string(header);
    for (auto& [name, value] : parse_form(request.body))
        if (name == "_csrf") return value;
    return {};
}

/// The host as the browser sees it, port included, or nothing when it holds what no host may.
std::string origin_of(const Request& request) {
    auto host = request.headers.get("Host");
    if (host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") != std::string_view::npos) host = {};
    return std::string(request.secure ? "https://" : "http://") + std::string(host.empty() ? request.host : host);
}

}  // namespace

Exchange::Exchange(Request r, Respond respond, Services& services)
    : request(std::move(r)), context(services.clock, services), respond_(std::move(respond)) {
    context.request_id = request.id;
    context.address = request.remote_address;
    context.user_agent = std::string(request.headers.get("User-Agent").substr(0, 300));
    context.origin = origin_of(request);
}

void Exchange::refuse_unknown_route() const {
    if (match.allowed.empty()) throw Problem(ProblemKind::not_found, "platform.not_found", request.path);
    throw Problem(ProblemKind::not_found, "platform.method_not_allowed");
}

void Exchange::refuse_foreign_origin() const {
    auto origin = request.headers.get("Origin");
    if (!origin.empty() && origin != context.origin && origin != "null")
        throw Problem(ProblemKind::forbidden, "platform.foreign_origin", std::string(origin));
    if (origin == "null" || request.headers.get("Sec-Fetch-Site") == "cross-site")
        throw Problem(ProblemKind::forbidden, "platform.foreign_origin", "cross-site");
}

void Exchange::check_access(const Authenticator& authenticator) {
    auto& route = *match.route;
    bool allowed =
        route.audience == Audience::anyone || (route.audience == Audience::agent && context.is_agent()) ||
        (route.audience == Audience::contact && context.is_contact()) ||
        (route.audience == Audience::follower && (context.is_contact() || (context.access && !context.access->signed_stream.empty())));
    if (!allowed && context.actor.id && route.audience == Audience::agent) throw Problem(ProblemKind::forbidden, "platform.forbidden");
    if (!allowed) throw Problem(ProblemKind::unauthenticated, "platform.unauthenticated");
    if (!route.permission.name.empty()) context.require(route.permission);
    bool by_cookie = context.access && context.access->session != 0;
    if (!changes_something(request.method)) return;
    // Where nobody is signed in yet, a foreign page might sign its own account in.
    if (by_cookie || route.page || !context.actor.id) refuse_foreign_origin();
    if (by_cookie && !is_multipart(request) && !authenticator.csrf_valid(request, context, csrf_sent(request)))
        throw Problem(ProblemKind::forbidden, "platform.csrf");
}

void Exchange::decode() {
    auto& route = *match.route;
    input = route.make_input();
    FieldProblems problems;
    call().decode(*route.input, input.get(), problems);
    problems.throw_if_any();
}

void Exchange::answer_json(int status, std::string json) {
    Response response;
    response.status = status;
    if (status != 204) response.headers.add("Content-Type", "application/json");
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(json);
    answer(std::move(response));
}

void Exchange::repeat_answer(const std::optional<IdempotentAnswer>& kept) {
    if (!kept) return;
    Response response;
    response.status = kept->status;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Idempotency-Replayed", "true");
    response.body = kept->body;
    answer(std::move(response));
}

void Exchange::answer(Response response) {
    answered = true;
    auto& headers = response.headers;
    headers.set("X-Request-Id", request.id);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    if (tls || request.secure) headers.set("Strict-Transport-Security", "max-age=31536000");
    if (!headers.has("Content-Security-Policy"))
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
    if (request.path.starts_with("/api/") && !headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
    if (rate.limit) {
        headers.set("RateLimit-Limit", std::to_string(rate.limit));
        headers.set("RateLimit-Remaining", std::to_string(rate.remaining));
        headers.set("RateLimit-Reset", std::to_string(rate.reset_seconds));
    }
    log_access(response.status);
    respond_(std::move(response));
}

void Exchange::count_request(int status, double seconds) const {
    auto route = metrics::label("route", match.route ? match.route->path : "none");
    auto& metrics = context.services.metrics;
    metrics.counter("goodhost_requests_total", route + ",status=\"" + std::to_string(status) + "\"", "Requests by route and status.").add();
    metrics.histogram("goodhost_request_seconds", route, "Time of requests by route.").observe(seconds);
}

void Exchange::log_access(int status) const {
    auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(context.now() - request.received).count();
    // To the microsecond, and whatever the machine's clock does meanwhile.
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    count_request(status, took.count());
    if (took >= slow_request)
        log::warning("slow_request", {{"id", request.id},
                                      {"method", to_string(request.method)},
                                      {"path", request.path},
                                      {"ms", std::chrono::floor<std::chrono::milliseconds>(took).count()},
                                      {"statements", trace.text()}});
    log::info("request", {{"id", request.id},
                          {"method", to_string(request.method)},
                          {"path", request.path},
                          {"status", status},
                          {"ms", millis},
                          {"address", request.remote_address},
                          {"actor", context.actor.id}});
}

Response Exchange::told(const Problem& problem) const {
    bool wants_page = match.route
                          ? match.route->page
                          : request.headers.get("Accept").find("text/html") != std::string_view::npos && !request.path.starts_with("/api/");
    return wants_page && problem_page ? problem_page(call(), problem) : problem_response(context, problem);
}

void Exchange::fail(const Problem& problem) {
    if (problem.kind == ProblemKind::unavailable || !problem.log.empty())
        log::info("problem", {{"id", request.id}, {"code", problem.code}, {"detail", problem.log}});
    auto response = told(problem);
    if (!match.route && !match.allowed.empty()) {
        response.status = 405;
        response.headers.set("Allow", match.allowed);
    }
    answer(std::move(response));
}

void Exchange::guarded(const std::function<void()>& step, const Registry& registry) {
    try {
        step();
    } catch (const Problem& problem) { fail(problem); } catch (const db::Error& error) {
        // A constraint that holds is how the database answers; anything else is trouble.
        auto level = error.constraint.empty() ? log::Level::error : log::Level::info;
        log::write(level, "database", {{"id", request.id}, {"error", error.message}, {"constraint", error.constraint}});
        fail(registry.problem_of(error));
    } catch (const std::exception& error) {
        log::error("failure", {{"id", request.id}, {"path", request.path}, {"error", error.what()}});
        auto response = problem_response(context, Problem(ProblemKind::unavailable, "platform.internal"));
        response.status = 500;
        answer(std::move(response));
    }
}

}  // namespace goodhost::http
