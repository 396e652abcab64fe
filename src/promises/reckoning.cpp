#include "promises/reckoning.hpp"

#include <algorithm>

namespace goodhost::promises {

using namespace std::chrono;

namespace {

constexpr int warn_numerator = 3, warn_denominator = 4;

/// One way to count a clock.
struct Reckoned {
    const Policy* policy = nullptr;
    const NamedCalendar* calendar = nullptr;
    Duration target{};
    std::optional<Instant> due, warn;
};

const NamedCalendar* calendar_of(const Policy& policy, Measure measure, const Terms& terms) {
    if (measure == Measure::wall_clock || !policy.calendar_id) return nullptr;
    auto found = terms.calendars.find(*policy.calendar_id);
    return found == terms.calendars.end() ? nullptr : &found->second;
}

/// Pauses were written down one after the other, but the machine's clock may have been set back in between and shown an hour twice: what
/// stood in either of them stands.
std::vector<Pause> in_order(std::vector<Pause> pauses) {
    auto overlap = [](const Pause& a, const Pause& b) { return !a.to || b.from < *a.to; };
    if (std::ranges::adjacent_find(pauses, overlap) == pauses.end()) return pauses;
    std::ranges::stable_sort(pauses, {}, &Pause::from);
    std::vector<Pause> united;
    for (auto& pause : pauses) {
        if (united.empty() || !overlap(united.back(), pause))
            united.push_back(pause);
        else if (auto& to = united.back().to)
            to = pause.to ? std::optional(std::max(*to, *pause.to)) : std::nullopt;
    }
    return united;
}

Run run_by(const Clock& clock, const Policy& policy, const NamedCalendar* calendar) {
    Run run{clock.started_at, {}, calendar ? &calendar->calendar : nullptr};
    if (policy.pause_while_waiting) run.pauses = in_order(clock.pauses);
    return run;
}

std::optional<Reckoned> reckon_by(const Clock& clock, const std::optional<Policy>& policy, const Terms& terms) {
    if (!policy) return std::nullopt;
    auto target = target_of(*policy, clock.kind, terms.facts.severity);
    if (!target) return std::nullopt;
    Reckoned reckoned{&*policy, calendar_of(*policy, target->measure, terms), minutes{target->minutes}, {}, {}};
    auto run = run_by(clock, *policy, reckoned.calendar);
    reckoned.due = due_after(run, reckoned.target);
    reckoned.warn = due_after(run, reckoned.target * warn_numerator / warn_denominator);
    return reckoned;
}

/// One that stands still is not earlier than one that runs.
bool earlier(const Reckoned& a, const Reckoned& b) { return a.due.value_or(Instant::max()) < b.due.value_or(Instant::max()); }

void announce(Clock& clock, Instant next_report_at) {
    clock.policy_id.reset();
    clock.policy.clear();
    clock.calendar_id.reset();
    clock.calendar.clear();
    auto target = std::max(next_report_at - clock.started_at, Duration::zero());
    clock.target_seconds = duration_cast<seconds>(target).count();
    clock.due_at = next_report_at;
    clock.warn_at = clock.started_at + target * warn_numerator / warn_denominator;
}

void write_down(Clock& clock, const Reckoned& best) {
    clock.policy_id = best.policy->id;
    clock.policy = best.policy->name;
    clock.calendar_id = best.calendar ? std::optional(best.calendar->id) : std::nullopt;
    clock.calendar = best.calendar ? best.calendar->name : "";
    clock.target_seconds = duration_cast<seconds>(best.target).count();
    clock.due_at = best.due;
    clock.warn_at = best.warn;
}

void reckon(Clock& clock, const Terms& terms) {
    // The time that the customer was told goes before the interval.
    if (clock.kind == PromiseKind::report && terms.facts.next_report_at && clock.open())
        return announce(clock, *terms.facts.next_report_at);
    auto best = reckon_by(clock, terms.policy, terms);
    auto floor = reckon_by(clock, terms.floor, terms);
    if (floor && (!best || earlier(*floor, *best))) best = floor;
    if (best) write_down(clock, *best);
}

}  // namespace

void reckon(Book& book, const Terms& terms) {
    for (auto& clock : book.clocks) {
        if (clock.settled) continue;
        // What was announced is not on the ticket any more once it is given.
        bool given = !clock.open() && clock.kind == PromiseKind::report && clock.target_seconds > 0;
        if (!given) reckon(clock, terms);
        if (clock.open() || clock.ending == Ending::dropped) continue;
        bool late = clock.due_at && *clock.ended_at > *clock.due_at;
        clock.ending = late ? Ending::late : Ending::kept;
        if (late && !clock.broken_at) clock.broken_at = clock.due_at;
    }
}

bool tick(Book& book, Instant now) {
    bool resolution_broke = false;
    for (auto& clock : book.clocks) {
        if (!clock.open()) continue;
        if (clock.warn_at && *clock.warn_at <= now && !clock.warned_at) clock.warned_at = clock.warn_at;
        if (!clock.due_at || *clock.due_at > now || clock.broken_at) continue;
        clock.broken_at = clock.due_at;
        resolution_broke |= clock.kind == PromiseKind::resolution;
    }
    return resolution_broke;
}

std::optional<Instant> next_tick(const Book& book) {
    std::optional<Instant> next;
    auto sooner = [&](const std::optional<Instant>& at) {
        if (at && (!next || *at < *next)) next = at;
    };
    for (auto& clock : book.clocks) {
        if (!clock.open()) continue;
        if (!clock.warned_at) sooner(clock.warn_at);
        if (!clock.broken_at) sooner(clock.due_at);
    }
    return next;
}

std::optional<tickets::NextPromise> next_promise(const Book& book, const Facts& facts, Duration cap) {
    std::optional<tickets::NextPromise> next;
    auto sooner = [&](PromiseKind kind, Instant due) {
        if (!next || due < next->due_at) next = {kind, due};
    };
    bool reports = std::ranges::any_of(book.clocks, [](auto& clock) { return clock.open() && clock.kind == PromiseKind::report; });
    for (auto& clock : book.clocks) {
        // A solution that is late already is reported on: the next report is what can still be kept.
        bool past = clock.kind == PromiseKind::resolution && clock.broken_at && reports;
        if (clock.open() && clock.due_at && !past) sooner(clock.kind, *clock.due_at);
    }
    if (facts.owed_since) sooner(PromiseKind::cap, *facts.owed_since + cap);
    return next;
}

tickets::PromiseMarks marks_of(const Book& book, const Terms& terms, Duration cap) {
    tickets::PromiseMarks marks;
    auto sooner = [](std::optional<Instant>& mark, Instant at) { mark = std::min(mark.value_or(at), at); };
    auto add = [&](Instant half, Instant most, Instant late) {
        sooner(marks.late_at, late);
        sooner(marks.most_at, std::min(most, late));
        sooner(marks.half_at, std::min({half, most, late}));
    };
    for (auto& clock : book.clocks) {
        if (!clock.open() || !clock.due_at) continue;
        auto half = due_after(run_of(clock, terms), seconds{clock.target_seconds} / 2);
        add(half.value_or(*clock.due_at), clock.warn_at.value_or(*clock.due_at), *clock.due_at);
    }
    if (auto since = terms.facts.owed_since; since && !terms.facts.merged_into)
        add(*since + cap / 2, *since + cap * warn_numerator / warn_denominator, *since + cap);
    return marks;
}

Run run_of(const Clock& clock, const Terms& terms) {
    const NamedCalendar* calendar = nullptr;
    if (clock.calendar_id)
        if (auto found = terms.calendars.find(*clock.calendar_id); found != terms.calendars.end()) calendar = &found->second;
    for (auto* policy : {&terms.policy, &terms.floor})
        if (*policy && clock.policy_id == (*policy)->id) return run_by(clock, **policy, calendar);
    return {clock.started_at, {}, calendar ? &calendar->calendar : nullptr};
}

entries::ToldClock told_of(const Clock& clock, const Terms& terms, Instant at) {
    entries::ToldClock told;
    told.clock_id = clock.id;
    told.kind = clock.kind;
    told.policy = clock.policy;
    told.target_seconds = clock.target_seconds;
    told.calendar = clock.calendar;
    told.started_at = clock.started_at;
    auto run = run_of(clock, terms);
    told.pauses = run.pauses;
    told.at = at;
    told.spent_seconds = duration_cast<seconds>(spent(run, at)).count();
    told.due_at = clock.due_at;
    return told;
}

}  // namespace goodhost::promises
