#include "promises/journal.hpp"

#include <algorithm>

#include "promises/figures.hpp"
#include "promises/follow.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

namespace {

const Clock* find_before(const Moved& moved, const Clock& clock) {
    auto found = std::ranges::find(moved.before, clock.id, &Clock::id);
    return found == moved.before.end() ? nullptr : &*found;
}

bool same(const Clock& a, const Clock& b) {
    return a.policy_id == b.policy_id && a.policy == b.policy && a.target_seconds == b.target_seconds && a.calendar_id == b.calendar_id &&
           a.calendar == b.calendar && a.started_at == b.started_at && a.pauses == b.pauses && a.due_at == b.due_at &&
           a.warn_at == b.warn_at && a.warned_at == b.warned_at && a.broken_at == b.broken_at && a.ended_at == b.ended_at &&
           a.ending == b.ending && a.cap_due_at == b.cap_due_at;
}

/// A clock whose policy does not pause has a deadline in its pauses, too.
bool stands(const Clock& clock) { return !clock.due_at && !clock.pauses.empty(); }

/// What happened to one clock, and the moment of it.
struct Happened {
    std::string_view type;
    Instant at{};
};

std::string_view end_of(const Clock& clock) {
    switch (*clock.ending) {
        case Ending::kept: return entries::kept;
        case Ending::late: return entries::given_late;
        case Ending::dropped: break;
    }
    return entries::dropped;
}

/// In the order in which it happens to a clock.
std::vector<Happened> happened_to(const Clock* before, const Clock& after, Instant now) {
    std::vector<Happened> all;
    if (!before) all.push_back({entries::started, after.started_at});
    if (before && before->ended_at && !after.ended_at) all.push_back({entries::restored, now});
    bool stood = before && stands(*before), still = stands(after);
    if (still && !stood) all.push_back({entries::paused, after.pauses.back().from});
    if (!still && stood && !after.pauses.empty()) all.push_back({entries::resumed, after.pauses.back().to.value_or(now)});
    bool moved = before && stood == still && !before->ended_at && !after.ended_at && before->due_at != after.due_at;
    if (moved) all.push_back({entries::recomputed, now});
    if (after.warned_at && !(before && before->warned_at)) all.push_back({entries::warned, *after.warned_at});
    if (after.broken_at && !(before && before->broken_at)) all.push_back({entries::broken, *after.broken_at});
    if (after.ended_at && !(before && before->ended_at)) all.push_back({end_of(after), *after.ended_at});
    return all;
}

constexpr std::string_view in_order[] = {entries::restored, entries::started, entries::paused, entries::resumed,    entries::recomputed,
                                         entries::warned,   entries::broken,  entries::kept,   entries::given_late, entries::dropped};

/// Until when the cap lets the wait last that the clock is about: from the customer's word, or from when a report was due that was
/// announced. Other clocks are about no wait of the cap's.
std::optional<Instant> cap_due_of(const Clock& clock, Duration cap) {
    if (is_response(clock.kind)) return clock.started_at + cap;
    bool announced = clock.kind == PromiseKind::report && clock.policy.empty();
    if (announced && clock.broken_at && clock.due_at) return *clock.due_at + cap;
    return std::nullopt;
}

}  // namespace

void write_clocks(db::Tx& tx, Moved& moved, const Facts& facts, Duration cap) {
    for (auto& clock : moved.after) {
        auto* before = find_before(moved, clock);
        // Of what is over the cap is what it was.
        if (!before || !before->ended_at || !clock.ended_at) clock.cap_due_at = cap_due_of(clock, cap);
        if (before && same(*before, clock)) continue;
        if (before)
            tx.execute(sql::save_clock, clock.id, clock.policy_id, clock.policy, clock.target_seconds, clock.calendar_id, clock.calendar,
                       clock.pauses, clock.due_at, clock.warn_at, clock.warned_at, clock.broken_at, clock.ended_at, clock.ending,
                       clock.started_at, facts.brand_id, facts.severity, facts.tier, facts.channel, facts.team_id, facts.assignee_id,
                       clock.cap_due_at);
        else
            clock.id = tx.get<ClockId>(sql::insert_clock, clock.ticket_id, clock.kind, clock.policy_id, clock.policy, clock.target_seconds,
                                       clock.calendar_id, clock.calendar, clock.started_at, clock.pauses, clock.due_at, clock.warn_at,
                                       clock.warned_at, clock.broken_at, clock.ended_at, clock.ending, facts.brand_id, facts.severity,
                                       facts.tier, facts.channel, facts.team_id, facts.assignee_id, clock.cap_due_at);
    }
}

std::int64_t tell(db::Tx& tx, const Context& system, const Moved& moved, const Terms& terms) {
    std::map<std::string_view, entries::Told> by_type;
    for (auto& clock : moved.after) {
        auto* before = find_before(moved, clock);
        for (auto& [type, at] : happened_to(before, clock, system.now())) {
            auto told = told_of(clock, terms, at);
            if (type == entries::recomputed) told.was_due_at = before->due_at;
            by_type[type].clocks.push_back(std::move(told));
        }
    }
    for (auto type : in_order) {
        auto found = by_type.find(type);
        if (found == by_type.end()) continue;
        found->second.ticket_id = terms.facts.id;
        trail::append(tx, system, stream_of(terms.facts.id), type, found->second);
        count_told(tx, system, type, found->second);
    }
    return std::ssize(by_type);
}

}  // namespace goodhost::promises
