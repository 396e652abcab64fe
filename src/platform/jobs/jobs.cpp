#include "platform/jobs/jobs.hpp"

#include <algorithm>

#include "platform/jobs/claims.hpp"
#include "platform/jobs/queries.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::jobs {

namespace {

/// The runners compare the time with the one that they sleep until, and mostly sleep on.
void announce(db::Tx& tx, Instant at) { tx.notify("jobs", std::to_string(to_millis(at))); }

const Kind* find_kind(const Context& context, std::string_view name) {
    const auto& kinds = context.services.registry.jobs();
    const auto at = std::ranges::find(kinds, name, &Kind::name);
    return at == kinds.end() ? nullptr : &*at;
}

}  // namespace

void enqueue_text(db::Tx& tx, const Context& context, std::string_view kind, const std::string& payload, const When& when) {
    const auto* known = find_kind(context, kind);
    if (known && !known->handle) return;
    const auto at = when.at.value_or(context.now());
    tx.execute(sql::enqueue, kind, when.unique_key, payload, context.brand, at, known ? known->lane : Lane::quick);
    announce(tx, at);
}

std::int64_t cancel(db::Tx& tx, std::string_view kind, std::string_view unique_key) { return tx.execute(sql::cancel, kind, unique_key); }

std::vector<Counts> counts(db::Reader& reader) { return reader.list<Counts>(sql::list_counts); }

std::vector<Job> dead_letters(db::Reader& reader, std::int64_t after_id, int limit) {
    return reader.list<Job>(sql::list_dead, after_id, limit);
}

bool retry(db::Tx& tx, const Context& context, std::int64_t id) {
    if (tx.execute(sql::delete_superseded, id) > 0) return true;
    const auto now = context.now();
    const bool revived = tx.execute(sql::revive, id, now) > 0;
    if (revived) announce(tx, now);
    return revived;
}

bool discard(db::Tx& tx, std::int64_t id) { return tx.execute(sql::discard, id) > 0; }

}  // namespace goodhost::jobs
