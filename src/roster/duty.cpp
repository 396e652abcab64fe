#include "roster/duty.hpp"

#include <algorithm>

namespace goodhost::roster {

using namespace std::chrono;

bool Duty::Hours::contains(WallTime at) const {
    auto day = floor<days>(at);
    auto minute = duration_cast<minutes>(at - day).count();
    if (weekday_of(day) == weekday) return minute >= from && minute < to;
    return weekday_of(day - days{1}) == weekday && minute < to - minutes_of_day;
}

Duty::Hours Duty::ready(Weekday weekday, const std::string& from, const std::string& to) {
    auto begins = parse_minute(from).value_or(0), ends = parse_minute(to).value_or(0);
    return {weekday, begins, ends > begins ? ends : ends + minutes_of_day};
}

Duty::ReadyLayer Duty::ready(const Layer& layer) {
    ReadyLayer made{layer.name, layer.agents, std::nullopt, {}, {}};
    if (layer.rotation) {
        Duration unit = layer.rotation->unit == Unit::hours ? Duration{hours{1}} : layer.rotation->unit == Unit::days ? days{1} : weeks{1};
        made.turns = Turns{parse_wall_time(layer.rotation->starts_at).value_or(WallTime{}), unit * layer.rotation->every};
    }
    made.hours.reserve(layer.hours.size());
    for (auto& hours : layer.hours) made.hours.push_back(ready(hours.weekday, hours.from, hours.to));
    made.shifts.reserve(layer.shifts.size());
    for (auto& shift : layer.shifts) made.shifts.push_back({ready(shift.weekday, shift.from, shift.to), shift.agents});
    return made;
}

Duty::Duty(const DutyFacts& facts) : overrides_(facts.overrides), absences_(facts.absences), ended_at_(facts.ended_at) {
    plans_.reserve(facts.plans.size());
    for (auto& plan : facts.plans) {
        auto zone = Zone::find(plan.time_zone);
        if (!zone) continue;
        auto& made = plans_.emplace_back(ReadyPlan{plan.from_at, *zone, {}});
        made.layers.reserve(plan.layers.size());
        for (auto& layer : plan.layers) made.layers.push_back(ready(layer));
    }
}

const Duty::ReadyPlan* Duty::plan_at(Instant at) const {
    auto after = std::ranges::upper_bound(plans_, at, {}, &ReadyPlan::from_at);
    return after == plans_.begin() ? nullptr : &*std::prev(after);
}

/// The number of the turn that runs at an instant; negative before the first. Where the wall clock was put back, it shows times of a
/// turn that is over, so hand-offs are compared as instants.
std::int64_t Duty::turn_at(const Zone& zone, const Turns& turns, Instant at) {
    auto turn = floor<milliseconds>(zone.wall(at) - turns.start) / turns.length;
    while (zone.instant(turns.start + (turn + 1) * turns.length) <= at) ++turn;
    while (zone.instant(turns.start + turn * turns.length) > at) --turn;
    return turn;
}

std::vector<Present> Duty::of_layer(const ReadyPlan& plan, const ReadyLayer& layer, Instant at) {
    std::vector<Present> people;
    auto add = [&](AgentId agent) {
        if (std::ranges::find(people, agent, &Present::agent_id) == people.end()) people.push_back({agent, layer.name, std::nullopt});
    };
    auto wall = plan.zone.wall(at);
    bool open = layer.hours.empty() || std::ranges::any_of(layer.hours, [&](auto& hours) { return hours.contains(wall); });
    if (open && layer.turns && !layer.agents.empty()) {
        auto turn = turn_at(plan.zone, *layer.turns, at);
        if (turn >= 0) add(layer.agents[static_cast<std::size_t>(turn) % layer.agents.size()]);
    }
    if (open && !layer.turns) std::ranges::for_each(layer.agents, add);
    for (auto& shift : layer.shifts)
        if (shift.hours.contains(wall)) std::ranges::for_each(shift.agents, add);
    return people;
}

bool Duty::absent(AgentId agent, Instant at) const {
    return std::ranges::any_of(absences_,
                               [&](auto& absence) { return absence.agent_id == agent && absence.from_at <= at && at < absence.to_at; });
}

/// Whoever is away replaces nobody: then those who were there stay.
void Duty::apply_overrides(std::vector<Present>& people, Instant at, bool only_instead) const {
    for (auto& one : overrides_) {
        bool applies = one.from_at <= at && at < one.to_at && (one.kind == OverrideKind::instead || !only_instead);
        if (!applies || absent(one.agent_id, at)) continue;
        Present taking{one.agent_id, {}, one.id};
        if (one.kind == OverrideKind::instead) {
            auto replaced = std::ranges::find(people, one.instead_of.value_or(AgentId{}), &Present::agent_id);
            if (replaced == people.end()) continue;
            *replaced = taking;
        } else if (one.kind == OverrideKind::alone) {
            people = {taking};
        } else if (std::ranges::find(people, one.agent_id, &Present::agent_id) == people.end()) {
            people.push_back(taking);
        }
    }
    // Somebody who was there already is not there twice.
    for (auto one = people.begin(); one != people.end();)
        one = std::ranges::find(people.begin(), one, one->agent_id, &Present::agent_id) != one ? people.erase(one) : std::next(one);
}

std::vector<Present> Duty::on_duty(Instant at) const {
    auto* plan = plan_at(at);
    std::vector<Present> people;
    if (!plan || (ended_at_ && *ended_at_ <= at)) return people;
    for (auto layer = plan->layers.rbegin(); layer != plan->layers.rend(); ++layer) {
        auto its = of_layer(*plan, *layer, at);
        auto left = its;
        apply_overrides(left, at, true);
        bool somebody = std::ranges::any_of(left, [&](auto& one) { return !absent(one.agent_id, at); });
        if (!somebody) continue;
        people = std::move(its);
        break;
    }
    apply_overrides(people, at, false);
    std::erase_if(people, [&](auto& one) { return absent(one.agent_id, at); });
    return people;
}

void Duty::add_turns(std::vector<Instant>& found, const ReadyPlan& plan, const Turns& turns, const Zone::Stretch& stretch) {
    for (auto turn = std::max<std::int64_t>(turn_at(plan.zone, turns, stretch.begins), -1) + 1;; ++turn) {
        auto at = plan.zone.instant(turns.start + turn * turns.length);
        if (at >= stretch.ends) return;
        found.push_back(at);
    }
}

void Duty::add_changes(std::vector<Instant>& found, const ReadyPlan& plan, const Zone::Stretch& stretch) {
    auto add = [&](const Hours& hours) {
        bool begins_here = weekday_of(stretch.day) == hours.weekday;
        bool began_yesterday = weekday_of(stretch.day - days{1}) == hours.weekday;
        if (begins_here) found.push_back(stretch.midnight + minutes{hours.from});
        if (begins_here) found.push_back(stretch.midnight + minutes{hours.to});
        if (began_yesterday) found.push_back(stretch.midnight + minutes{hours.to - minutes_of_day});
    };
    for (auto& layer : plan.layers) {
        std::ranges::for_each(layer.hours, add);
        for (auto& shift : layer.shifts) add(shift.hours);
        if (layer.turns && !layer.agents.empty()) add_turns(found, plan, *layer.turns, stretch);
    }
}

/// Every instant at which the people may change, with both ends, in order.
std::vector<Instant> Duty::changes(Instant from, Instant to) const {
    std::vector<Instant> found{from, to};
    for (auto at = from; at < to;) {
        auto* plan = plan_at(at);
        auto after = std::ranges::upper_bound(plans_, at, {}, &ReadyPlan::from_at);
        auto until = after == plans_.end() ? to : std::min(to, after->from_at);
        found.push_back(at);
        if (plan) {
            auto stretch = plan->zone.stretch(at, until);
            add_changes(found, *plan, stretch);
            until = stretch.ends;
        }
        at = until;
    }
    for (auto& one : overrides_) found.insert(found.end(), {one.from_at, one.to_at});
    for (auto& one : absences_) found.insert(found.end(), {one.from_at, one.to_at});
    if (ended_at_) found.push_back(*ended_at_);
    std::erase_if(found, [&](Instant at) { return at < from || at > to; });
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

std::vector<DutySpan> Duty::spans(Instant from, Instant to) const {
    std::vector<DutySpan> all;
    if (from >= to) return all;
    auto moments = changes(from, to);
    for (std::size_t i = 0; i + 1 < moments.size(); ++i)
        for (auto& one : on_duty(moments[i])) {
            auto goes_on = std::ranges::find_if(all, [&](auto& span) {
                return span.to_at == moments[i] && Present{span.agent_id, span.layer, span.override_id} == one;
            });
            if (goes_on != all.end())
                goes_on->to_at = moments[i + 1];
            else
                all.push_back({one.agent_id, moments[i], moments[i + 1], one.layer, one.override_id});
        }
    std::ranges::stable_sort(all, {}, &DutySpan::from_at);
    return all;
}

}  // namespace goodhost::roster
