#include "promises/figures.hpp"

#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "promises/follow.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

namespace {

using metrics::Sample;

double seconds_since(Instant at, const Context& context) {
    const std::chrono::duration<double> since = context.now() - at;
    return std::max(0.0, since.count());
}

std::vector<Sample> longest_wait(db::Reader& reader, const Context& context) {
    auto oldest = reader.find<Instant>(sql::find_oldest_owed);
    return {{{}, oldest ? seconds_since(*oldest, context) : 0}};
}

std::vector<Sample> waits_by_stage(db::Reader& reader, const Context& context) {
    const auto cap = cap_of(reader);
    auto count = [&](Duration owed) { return static_cast<double>(reader.get<std::int64_t>(sql::count_owed_before, context.now() - owed)); };
    return {{"beyond=\"half\"", count(cap / 2)}, {"beyond=\"three_quarters\"", count(cap * 3 / 4)}, {"beyond=\"cap\"", count(cap)}};
}

std::vector<Sample> watch_age(db::Reader& reader, const Context& context) {
    auto watched = reader.get<std::optional<Instant>>(sql::find_watched);
    if (!watched) return {};
    return {{{}, seconds_since(*watched, context)}};
}

}  // namespace

void register_figures(Registry& registry) {
    registry.measure({"goodhost_unattended_seconds_max", "For how long the customer has waited who has waited longest.", longest_wait});
    registry.measure({"goodhost_unattended_tickets", "Customers who have waited longer than a part of the cap.", waits_by_stage});
    registry.measure({"goodhost_promise_watch_age_seconds", "Since when the watch over the cap has not looked.", watch_age});
}

void count_told(db::Tx& tx, const Context& system, std::string_view type, const entries::Told& told) {
    if (type != entries::kept && type != entries::broken && type != entries::given_late) return;
    auto outcome = metrics::label("outcome", type.substr(type.find('.') + 1));
    tx.after_commit([&metrics = system.services.metrics, outcome, clocks = told.clocks] {
        for (auto& clock : clocks)
            metrics
                .counter("goodhost_promises_total", metrics::label("kind", enum_name(clock.kind)) + "," + outcome,
                         "What became of promises.")
                .add();
    });
}

}  // namespace goodhost::promises
