#include "platform/http/operations.hpp"

#include "platform/files/sweep.hpp"
#include "platform/http/openapi.hpp"
#include "platform/http/queries.hpp"
#include "platform/http/reference_page.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/registry.hpp"
#include "platform/search/search.hpp"
#include "platform/services.hpp"
#include "platform/version.hpp"

namespace goodhost::http {

namespace {

struct CountsList {
    std::vector<jobs::Counts> items;
};
BOOST_DESCRIBE_STRUCT(CountsList, (), (items))

struct DeadFilter {
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(DeadFilter, (), (cursor, limit))

struct DeadList {
    std::vector<jobs::Job> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DeadList, (), (items, next_cursor))

struct JobKey {
    std::int64_t job_id = 0;
};
BOOST_DESCRIBE_STRUCT(JobKey, (), (job_id))

struct ConsumerKey {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ConsumerKey, (), (name))

struct ConsumerView {
    std::string name, position;
    std::int64_t lag = 0, failures = 0;
    std::string last_error;
};
BOOST_DESCRIBE_STRUCT(ConsumerView, (), (name, position, lag, failures, last_error))

struct ConsumerList {
    std::vector<ConsumerView> items;
};
BOOST_DESCRIBE_STRUCT(ConsumerList, (), (items))

CountsList list_jobs(db::Reader& reader, const Context&, const Empty&) { return {jobs::counts(reader)}; }

std::vector<metrics::Sample> jobs_by_state(db::Reader& reader, const Context&) {
    std::vector<metrics::Sample> samples;
    for (auto& each : jobs::counts(reader)) {
        auto kind = metrics::label("kind", each.kind);
        samples.push_back({kind + ",state=\"waiting\"", static_cast<double>(each.waiting)});
        samples.push_back({kind + ",state=\"running\"", static_cast<double>(each.running)});
        samples.push_back({kind + ",state=\"dead\"", static_cast<double>(each.dead)});
    }
    return samples;
}

std::vector<metrics::Sample> jobs_overdue(db::Reader& reader, const Context& context) {
    std::vector<metrics::Sample> samples;
    for (auto& each : jobs::counts(reader)) {
        const std::chrono::duration<double> late = each.oldest_due ? context.now() - *each.oldest_due : Duration{0};
        samples.push_back({metrics::label("kind", each.kind), std::max(0.0, late.count())});
    }
    return samples;
}

DeadList list_dead(db::Reader& reader, const Context&, const DeadFilter& filter) {
    auto limit = filter.limit.value_or(50);
    DeadList list{jobs::dead_letters(reader, filter.cursor.value_or(0), limit), std::nullopt};
    if (std::ssize(list.items) == limit) list.next_cursor = list.items.back().id;
    return list;
}

void retry_job(db::Tx& tx, const Context& context, const JobKey& input) {
    if (!jobs::retry(tx, context, input.job_id)) throw Problem(ProblemKind::not_found, "platform.job_not_found");
    trail::append(tx, context, "job/" + std::to_string(input.job_id), "platform.job_retried", input);
}

ConsumerList list_consumers(const Context& context, const Empty&) {
    ConsumerList list;
    if (auto* consumers = context.services.consumers)
        for (auto& status : consumers->status())
            list.items.push_back({status.name, status.position, status.lag, status.failures, status.last_error});
    return list;
}

constexpr std::size_t page_of_failures = 1000;

/// The oldest of its own, about a page of them at most, wherever they stand among those of others.
std::vector<trail::Failure> set_aside_by(db::Reader& reader, const std::string& consumer) {
    std::vector<trail::Failure> own;
    for (std::int64_t after = 0; own.size() < page_of_failures;) {
        auto page = trail::failures(reader, after, static_cast<int>(page_of_failures));
        if (page.empty()) break;
        after = page.back().id;
        std::ranges::copy_if(page, std::back_inserter(own), [&](const trail::Failure& failure) { return failure.consumer == consumer; });
    }
    return own;
}

/// Those that it had to leave aside, oldest first; ends with the first that fails once more.
void retry_consumer(const Context& context, const ConsumerKey& input) {
    auto* consumers = context.services.consumers;
    if (!consumers) throw Problem(ProblemKind::unavailable, "platform.consumers_stand");
    auto aside = context.services.database.read([&](db::Reader& reader) { return set_aside_by(reader, input.name); });
    if (aside.empty()) throw Problem(ProblemKind::not_found, "platform.nothing_set_aside");
    for (auto& failure : aside) try {
            consumers->retry(failure.id);
        } catch (const std::exception& error) { throw Problem(ProblemKind::conflict, "platform.consumer_fails_again", error.what()); }
    context.services.database.write(
        [&](db::Tx& tx) { trail::append(tx, context, "consumer/" + input.name, "platform.consumer_retried", input); });
}

Response text(int status, std::string_view type, std::string body) {
    Response response;
    response.status = status;
    response.headers.add("Content-Type", std::string(type));
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

Response healthz(const Call&) { return text(200, "text/plain", "ok\n"); }

/// Ready when the database answers, no migration is missing, the consumers run and no slice says that it can't keep its word.
Response readyz(const Call& call) {
    auto& services = call.context.services;
    int pending = services.database.pending(services.registry.migrations());
    if (pending) return text(503, "text/plain", std::to_string(pending) + " migrations are missing\n");
    if (!services.consumers) return text(503, "text/plain", "the consumers are not running\n");
    std::string faults;
    services.database.read([&](db::Reader& reader) {
        for (auto& check : services.registry.health())
            if (auto fault = check.fault(reader, call.context)) faults += *fault + "\n";
    });
    if (!faults.empty()) return text(503, "text/plain", std::move(faults));
    return text(200, "text/plain", "ready\n");
}

void add_consumers(std::string& page, trail::Consumers& consumers) {
    std::vector<metrics::Sample> behind, failures;
    for (auto& status : consumers.status()) {
        auto label = metrics::label("consumer", status.name);
        behind.push_back({label, static_cast<double>(status.lag)});
        failures.push_back({label, static_cast<double>(status.failures)});
    }
    page += metrics::text_of("goodhost_consumer_behind", "Entries of the trail that a consumer has not seen.", behind);
    page += metrics::text_of("goodhost_consumer_failures", "Entries that a consumer could not handle and set aside.", failures);
}

/// The figures of the process come even when the database does not answer, and `goodhost_database_up` says which it was.
std::string figures(const Context& context) {
    auto& services = context.services;
    const auto system = context.as_system({});
    auto page = services.metrics.text();
    std::string stored;
    double up = 1;
    try {
        services.database.read([&](db::Reader& reader) {
            for (auto& each : services.registry.measures()) stored += metrics::text_of(each.name, each.help, each.samples(reader, system));
        });
        if (services.consumers) add_consumers(stored, *services.consumers);
        page += stored;
    } catch (const std::exception& error) {
        log::warning("metrics.not_read", {{"error", error.what()}});
        up = 0;
    }
    return page + metrics::text_of("goodhost_database_up", "Whether the database answered just now.", {{{}, up}});
}

/// For a scraper on this machine, and for administrators.
Response metrics_page(const Call& call) {
    auto& address = call.context.address;
    bool local = address == "127.0.0.1" || address == "::1";
    if (!local && !call.context.may(operate)) throw Problem(ProblemKind::not_found, "platform.not_found", "metrics asked by " + address);
    return text(200, "text/plain; version=0.0.4", figures(call.context));
}

Response openapi(const Call& call) {
    return text(200, "application/json", openapi_document(call.context.services.registry.routes(), version));
}

constexpr std::chrono::hours keep_answers{24};
/// Longer than anything takes between the bytes of a file and the row that names it.
constexpr std::chrono::hours keep_unused_files{24};

void clean(const Context& context, const jobs::Job&) {
    context.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::delete_old_idempotent_answers, context.now() - keep_answers);
        search::merge(tx);
        jobs::enqueue(tx, context, "platform.clean", Empty{}, {context.now() + keep_answers, "daily"});
    });
    auto& services = context.services;
    for (auto& upkeep : services.registry.upkeep()) upkeep(context);
    files::sweep(services.files, services.database, services.registry.files_in_use(), keep_unused_files);
}

Route described(Route route, std::string_view summary) {
    route.summary = summary;
    return route;
}

}  // namespace

void register_operations(Registry& registry) {
    registry.permissions({{operate, {}}});
    registry.measure({"goodhost_jobs", "Jobs by kind and state.", jobs_by_state});
    registry.measure({"goodhost_jobs_overdue_seconds", "For how long the oldest due job of a kind has waited.", jobs_overdue});
    registry.job({"platform.clean", clean, jobs::Lane::slow});
    registry.routes({
        raw_route(Method::get, "/healthz", Audience::anyone, {}, healthz),
        raw_route(Method::get, "/readyz", Audience::anyone, {}, readyz),
        raw_route(Method::get, "/metrics", Audience::anyone, {}, metrics_page),
        described(raw_route(Method::get, "/api/v1/openapi.json", Audience::anyone, {}, openapi), "This description"),
        page_route(Method::get, "/api", Audience::anyone, reference_page),
        endpoint<&list_jobs>(Method::get, "/api/v1/jobs", Audience::agent, operate, "Jobs by kind: waiting, running, dead"),
        endpoint<&list_dead>(Method::get, "/api/v1/jobs/dead", Audience::agent, operate, "Dead letters with their errors"),
        endpoint<&retry_job>(Method::post, "/api/v1/jobs/{job_id}/retry", Audience::agent, operate, "Run a dead letter again"),
        endpoint<&list_consumers>(Method::get, "/api/v1/consumers", Audience::agent, operate,
                                  "Consumers of the trail: position, lag, failures"),
        endpoint<&retry_consumer>(Method::post, "/api/v1/consumers/{name}/retry", Audience::agent, operate,
                                  "Handle again what a consumer had to leave aside"),
    });
}

}  // namespace goodhost::http
