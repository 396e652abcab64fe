#include "platform/jobs/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "platform/jobs/queries.hpp"
#include "platform/json/utf8.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/services.hpp"

namespace goodhost::jobs {

namespace {

/// Until the keeper has renewed it with the lease of its kind.
constexpr Duration first_lease{std::chrono::seconds{30}};
constexpr std::size_t longest_error = 2000;

/// Spreads neighbouring numbers evenly (the finaliser of SplitMix64).
std::uint64_t scattered(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

std::string_view name_of(Ending ending) {
    switch (ending) {
        case Ending::done: return "done";
        case Ending::again: return "again";
        case Ending::dead: return "dead";
    }
    return "";
}

std::string names_of(const std::vector<Kind>& kinds, std::optional<Lane> lane) {
    std::vector<std::string> names;
    for (const auto& kind : kinds)
        if (!lane || kind.lane == *lane) names.emplace_back(kind.name);
    return json::to_json(names);
}

}  // namespace

Claims::Claims(db::Database& database, const Context& system, const std::vector<Kind>& kinds, std::string node)
    : database_(database), system_(system), kinds_(kinds), names_(names_of(kinds, {})), node_(std::move(node)) {}

Duration delay_after(const Kind& kind, std::int64_t id, int attempts) {
    const auto doubled = kind.first_delay * (std::int64_t{1} << std::clamp(attempts - 1, 0, 30));
    const auto bounded = std::min<Duration>(doubled, kind.longest_delay);
    const auto per_mille = 800 + static_cast<std::int64_t>(scattered(static_cast<std::uint64_t>(id * 64 + attempts)) % 401);
    return bounded * per_mille / 1000;
}

const Kind& Claims::kind_of(const Job& job) const {
    const auto at = std::ranges::find(kinds_, job.kind, &Kind::name);
    if (at == kinds_.end()) throw std::logic_error("claimed a job of an unknown kind: " + job.kind);
    return *at;
}

std::optional<Claimed> Claims::next(std::optional<Lane> lane, const std::optional<Outcome>& ended) {
    return database_.write([&](db::Tx& tx) {
        if (ended) end(tx, *ended);
        return claim(tx, lane);
    });
}

std::optional<Claimed> Claims::take(db::Tx& tx, Lane lane, Instant now) const {
    if (tx.dialect() == db::Dialect::postgres) return tx.find<Claimed>(sql::claim_due, now, node_, now + first_lease, names_, lane);
    auto job = tx.find<Claimed>(sql::find_due, now, names_, lane);
    if (job) tx.execute(sql::take_job, job->id, job->attempts, job->claim, node_, now + first_lease);
    return job;
}

std::optional<Claimed> Claims::claim(db::Tx& tx, std::optional<Lane> lane) const {
    const auto now = system_.now();
    for (;;) {
        auto job = take(tx, lane ? *lane : first_lane(tx), now);
        if (!job || job->attempts <= kind_of(*job).max_attempts) return job;
        // Each claim counts as an attempt, so that a job that kills its node does not do so for ever.
        end(tx, {job->id, job->claim, job->version, Ending::dead, job->run_at, job->last_error});
    }
}

void Claims::finish(const Outcome& ended) {
    database_.write([&](db::Tx& tx) { end(tx, ended); });
}

std::optional<Head> Claims::head(db::Reader& reader, Lane lane) const { return reader.find<Head>(sql::find_head, names_, lane); }

Lane Claims::first_lane(db::Reader& reader) const {
    const auto slow = head(reader, Lane::slow);
    if (!slow) return Lane::quick;
    const auto quick = head(reader, Lane::quick);
    return !quick || *slow < *quick ? Lane::slow : Lane::quick;
}

std::optional<Instant> Claims::next_time(std::optional<Lane> lane) {
    const auto first = database_.read([&](db::Reader& reader) { return head(reader, lane ? *lane : first_lane(reader)); });
    return first ? std::optional(first->run_at) : std::nullopt;
}

Outcome Claims::run(const Claimed& job) const {
    auto& metrics = system_.services.metrics;
    const auto kind = metrics::label("kind", job.kind);
    const std::chrono::duration<double> late = system_.now() - job.run_at;
    metrics.histogram("goodhost_job_late_seconds", {}, "How long after their time jobs begin.").observe(std::max(0.0, late.count()));
    const auto began = std::chrono::steady_clock::now();
    auto outcome = handled(job);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    metrics.histogram("goodhost_job_seconds", kind, "Time of jobs by kind.").observe(took.count());
    metrics.counter("goodhost_jobs_ended_total", kind + "," + metrics::label("ending", name_of(outcome.ending)), "Runs of jobs.").add();
    return outcome;
}

Outcome Claims::handled(const Claimed& job) const {
    try {
        kind_of(job).handle(system_.as_system(job.brand_id), job);
        return {job.id, job.claim, job.version, Ending::done, {}, {}};
    } catch (...) { return outcome_of(job, std::current_exception()); }
}

Outcome Claims::outcome_of(const Claimed& job, const std::exception_ptr& error) const {
    const auto& kind = kind_of(job);
    Outcome outcome{job.id, job.claim, job.version, Ending::again, system_.now() + delay_after(kind, job.id, job.attempts), {}};
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        outcome.error = problem.log.empty() ? problem.code : fmt::format("{}: {}", problem.code, problem.log);
        if (!worth_retrying(problem.kind)) outcome.ending = Ending::dead;
    } catch (const std::exception& other) { outcome.error = other.what(); } catch (...) {
        outcome.error = "unknown exception";
    }
    if (job.attempts >= kind.max_attempts) outcome.ending = Ending::dead;
    // An end that the database refuses would be tried for ever.
    outcome.error = json::storable(outcome.error, longest_error);
    log::write(outcome.ending == Ending::dead ? log::Level::error : log::Level::warning, "jobs.failed",
               {{"job", job.id},
                {"kind", job.kind},
                {"attempt", job.attempts},
                {"dead", outcome.ending == Ending::dead},
                {"error", outcome.error}});
    return outcome;
}

void Claims::end(db::Tx& tx, const Outcome& o) {
    const auto changed = o.ending == Ending::done ? tx.execute(sql::delete_done, o.id, o.claim, o.version)
                                                  : tx.execute(sql::put_back, o.id, o.claim, o.version,
                                                               o.ending == Ending::dead ? "dead" : "waiting", o.again_at, o.error);
    // Moved while it ran: whatever came of this run, the new order stands. Nothing happens when the lease was lost.
    if (changed == 0) tx.execute(sql::put_back_moved, o.id, o.claim);
}

void Claims::keep(const std::vector<Claimed>& running, Instant now) {
    const auto lease_end = database_.read([](db::Reader& reader) { return reader.find<Instant>(sql::find_next_lease_end); });
    if (!lease_end || (running.empty() && *lease_end > now)) return;
    database_.write([&](db::Tx& tx) {
        for (const auto& job : running) tx.execute(sql::renew, job.id, job.claim, now + kind_of(job).lease);
        if (tx.execute(sql::release_expired, now) > 0) tx.notify("jobs", std::to_string(to_millis(now)));
    });
}

bool Claims::release_all_but(const std::vector<Claimed>& running) {
    std::vector<std::int64_t> ids;
    ids.reserve(running.size());
    for (const auto& job : running) ids.push_back(job.id);
    return database_.write([&](db::Tx& tx) { return tx.execute(sql::release_lost, node_, json::to_json(ids)) > 0; });
}

void Claims::begin() {
    database_.write([&](db::Tx& tx) {
        tx.execute(sql::release_node, node_);
        tx.execute(sql::settle_lane, Lane::slow, Lane::quick, names_of(kinds_, Lane::slow));
        tx.execute(sql::settle_lane, Lane::quick, Lane::slow, names_of(kinds_, Lane::quick));
    });
}

}  // namespace goodhost::jobs
