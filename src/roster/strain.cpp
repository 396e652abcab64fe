#include "roster/strain.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "roster/queries.hpp"
#include "roster/reading.hpp"

namespace goodhost::roster {

namespace {

using namespace std::chrono;

constexpr days ahead{28}, week{7};

/// Spans that touch or overlap are one shift.
struct Stretch {
    Instant from_at{}, to_at{};
    bool changed = false;  ///< some of it stands above the plan
};

std::vector<Stretch> stretches_of(std::vector<DutySpan> spans) {
    std::ranges::sort(spans, {}, &DutySpan::from_at);
    std::vector<Stretch> stretches;
    for (auto& span : spans) {
        if (stretches.empty() || span.from_at > stretches.back().to_at) stretches.push_back({span.from_at, span.to_at, false});
        auto& last = stretches.back();
        last.to_at = std::max(last.to_at, span.to_at);
        last.changed = last.changed || span.override_id.has_value();
    }
    return stretches;
}

double hours_of(Duration time) { return duration<double, std::ratio<3600>>(time).count(); }

Instant week_begin(const Zone& zone, Instant at) {
    auto day = floor<days>(zone.wall(at));
    return zone.instant(day - days{static_cast<int>(weekday_of(day))});
}

/// A week later by the calendar: one over a change of the clocks has an hour more or less.
Instant week_after(const Zone& zone, Instant begin) { return zone.instant(floor<days>(zone.wall(begin)) + week); }

void add_short_rests(std::vector<Strain>& all, const StrainQuestion& question, const std::vector<Stretch>& stretches) {
    for (std::size_t i = 1; i < stretches.size(); ++i) {
        auto &before = stretches[i - 1], &after = stretches[i];
        auto rest = after.from_at - before.to_at;
        if (rest >= hours{question.rest_hours} || !(before.changed || after.changed)) continue;
        all.push_back({question.agent_id, StrainKind::short_rest, before.to_at, after.from_at, hours_of(rest), question.rest_hours});
    }
}

void add_long_weeks(std::vector<Strain>& all, const StrainQuestion& question, const std::vector<Stretch>& stretches) {
    if (question.week_hours == 0 || stretches.empty()) return;
    for (auto begin = week_begin(question.zone, stretches.front().from_at); begin < stretches.back().to_at;) {
        auto end = week_after(question.zone, begin);
        Duration total{};
        bool changed = false;
        for (auto& one : stretches) {
            auto from = std::max(one.from_at, begin), to = std::min(one.to_at, end);
            if (from >= to) continue;
            total += to - from;
            changed = changed || one.changed;
        }
        if (changed && total > hours{question.week_hours})
            all.push_back({question.agent_id, StrainKind::long_week, begin, end, hours_of(total), question.week_hours});
        begin = end;
    }
}

using Spans = std::vector<DutySpan>;

/// Duty on every roster, by person.
std::map<AgentId, Spans> duty_by_person(db::Reader& reader, Instant from, Instant to) {
    std::map<AgentId, Spans> all;
    for (auto& roster : reader.list<RosterRow>(sql::list_rosters))
        for (auto& span : Duty(load_facts(reader, roster, from, to)).spans(from, to)) all[span.agent_id].push_back(span);
    return all;
}

}  // namespace

std::vector<Strain> find_strains(const StrainQuestion& question) {
    std::vector<Strain> all;
    auto stretches = stretches_of(question.spans);
    add_short_rests(all, question, stretches);
    add_long_weeks(all, question, stretches);
    return all;
}

StrainList list_strains(db::Reader& reader, const Context& context, const StrainQuery& input) {
    auto from = input.from.value_or(context.now()), to = input.to.value_or(from + ahead);
    check_range(from, to);
    auto roster = get_roster(reader, context, {input.roster_id});
    auto zone = *Zone::find(roster.time_zone);
    // Whole weeks, and the shifts on both sides, are looked at.
    auto begins = week_begin(zone, from) - week, ends = week_after(zone, week_begin(zone, to)) + week;
    auto here = Duty(load_facts(reader, get_roster_row(reader, input.roster_id), from, to)).spans(from, to);
    std::set<AgentId> people;
    for (auto& span : here) people.insert(span.agent_id);
    auto duty = duty_by_person(reader, begins, ends);
    StrainList list;
    for (auto person : people) {
        auto found = find_strains({person, duty[person], roster.rest_hours, roster.week_hours, zone});
        std::ranges::copy_if(found, std::back_inserter(list.items), [&](auto& one) { return one.from_at < to && from < one.to_at; });
    }
    std::ranges::stable_sort(list.items, {}, &Strain::from_at);
    return list;
}

}  // namespace goodhost::roster
