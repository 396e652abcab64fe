#include "promises/view.hpp"

#include <algorithm>

#include "promises/follow.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

namespace {

using std::chrono::duration_cast;
using std::chrono::seconds;

Course course_of(const Clock& clock) {
    if (clock.ending == Ending::kept) return Course::kept;
    if (clock.ending == Ending::late) return Course::late;
    if (clock.ending == Ending::dropped) return Course::dropped;
    if (clock.broken_at) return Course::broken;
    return clock.due_at ? Course::running : Course::paused;
}

PromiseView view_of(const Clock& clock, const Terms& terms, Instant now) {
    PromiseView view;
    view.id = clock.id;
    view.kind = clock.kind;
    view.course = course_of(clock);
    view.policy = clock.policy;
    view.target_seconds = clock.target_seconds;
    view.calendar = clock.calendar;
    view.started_at = clock.started_at;
    auto run = run_of(clock, terms);
    if (run.calendar) view.time_zone = run.calendar->time_zone();
    view.pauses = std::move(run.pauses);
    view.spent_seconds = duration_cast<seconds>(spent(run_of(clock, terms), clock.ended_at.value_or(now))).count();
    view.due_at = clock.due_at;
    view.warned_at = clock.warned_at;
    view.broken_at = clock.broken_at;
    view.ended_at = clock.ended_at;
    return view;
}

/// The cap runs from what makes a word owed, by the wall clock, and stands in no row.
std::optional<PromiseView> cap_view(db::Reader& reader, const Facts& facts, Instant now) {
    if (!facts.owed_since) return std::nullopt;
    auto cap = cap_of(reader);
    PromiseView view;
    view.target_seconds = duration_cast<seconds>(cap).count();
    view.started_at = *facts.owed_since;
    view.spent_seconds = std::max<std::int64_t>(0, duration_cast<seconds>(now - *facts.owed_since).count());
    view.due_at = *facts.owed_since + cap;
    view.course = now >= *view.due_at ? Course::broken : Course::running;
    if (view.course == Course::broken) view.broken_at = view.due_at;
    return view;
}

}  // namespace

TicketPromises list_promises(db::Reader& reader, const Context& context, const TicketKey& input) {
    auto facts = find_facts(reader, input.ticket_id);
    if (!facts || !context.sees_brand(facts->brand_id)) throw Problem(ProblemKind::not_found, "promises.ticket_not_found");
    auto terms = terms_of(reader, *facts);
    TicketPromises all;
    if (auto cap = cap_view(reader, *facts, context.now())) all.items.push_back(std::move(*cap));
    for (auto& clock : reader.list<Clock>(sql::list_clocks_of_ticket, input.ticket_id))
        all.items.push_back(view_of(clock, terms, context.now()));
    std::ranges::stable_sort(all.items, {}, [](const PromiseView& view) {
        return view.ended_at ? Instant::max() : view.due_at.value_or(Instant::max() - Duration{1});
    });
    return all;
}

}  // namespace goodhost::promises
