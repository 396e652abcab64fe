#include "app/simulate/people.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "escalation/ladders.hpp"
#include "roster/people.hpp"
#include "roster/reading.hpp"
#include "routing/rules.hpp"

namespace goodhost::simulate {

namespace {

using accounts::AgentId;

constexpr std::int64_t first_level = 1;

/// What categories need: a skill of their own name where somebody lacks it or a level counts.
class Skills {
  public:
    Skills(db::Tx& tx, const Context& system, Host& host, const Scenario& scenario)
        : tx_(tx), system_(system), host_(host), scenario_(scenario) {}

    void make() {
        routing::NeedList needs;
        for (std::size_t i = 0; i < host_.categories.size(); ++i) {
            auto& category = host_.categories.name(i);
            if (!counts(category)) continue;
            ids_[category] = roster::create_skill(tx_, system_, {category}).id;
            auto level = scenario_.host.needs.find(category);
            needs.items.push_back({category, ids_[category].value, level == scenario_.host.needs.end() ? first_level : level->second});
        }
        if (needs.items.empty()) return;
        routing::put_needs(tx_, system_, needs);
        for (auto& person : host_.people)
            if (person.plan) teach(person.id, scenario_.agents[*person.plan]);
    }

  private:
    bool counts(const std::string& category) const {
        return scenario_.host.needs.contains(category) || std::ranges::any_of(scenario_.agents, [&](const Agent& agent) {
                   return agent.levels.contains(category) || !has_skill(agent, category);
               });
    }
    void teach(AgentId id, const Agent& plan) {
        roster::AgentSkills held{id, {}};
        for (auto& [category, skill] : ids_)
            if (has_skill(plan, category)) held.skills.push_back({skill, level_of(plan, category)});
        roster::set_skills(tx_, system_, held);
    }

    db::Tx& tx_;
    const Context& system_;
    Host& host_;
    const Scenario& scenario_;
    std::map<std::string, roster::SkillId> ids_;
};

/// People of the scenario by their name: several alike are all meant.
std::vector<AgentId> named(const Host& host, const Scenario& scenario, const std::vector<std::string>& names) {
    std::vector<AgentId> ids;
    for (auto& name : names)
        for (auto& person : host.people)
            if (person.name == name || (person.plan && scenario.agents[*person.plan].name == name)) ids.push_back(person.id);
    return ids;
}

std::vector<roster::Shift> shifts_for(const ShiftOf& shift, const std::vector<AgentId>& agents) {
    std::vector<roster::Shift> all;
    auto spans = spans_of({{shift.weekdays, shift.from, shift.to}});
    all.reserve(spans.size());
    for (auto& span : spans) all.push_back({span.weekday, span.from, span.to, agents});
    return all;
}

roster::Layer layer_of(const LayerPlan& plan, const Host& host, const Scenario& scenario) {
    roster::Layer layer{plan.name, named(host, scenario, plan.agents), plan.rotation, {}, {}};
    for (auto& span : spans_of(plan.hours)) layer.hours.push_back({span.weekday, span.from, span.to});
    for (auto& shift : plan.shifts)
        for (auto& one : shifts_for(shift, named(host, scenario, shift.agents))) layer.shifts.push_back(one);
    return layer;
}

/// The agents' own shifts, a roster for each zone that they are written in.
std::map<std::string, roster::Layer> own_shifts(const Host& host, const Scenario& scenario) {
    std::map<std::string, roster::Layer> by_zone;
    for (auto& agent : scenario.agents)
        for (auto& shift : agent.shifts) {
            auto& layer = by_zone[agent.time_zone.value_or(scenario.time_zone)];
            layer.name = "Shifts";
            ShiftOf of{shift.weekdays, shift.from, shift.to, {}};
            for (auto& one : shifts_for(of, named(host, scenario, {agent.name}))) layer.shifts.push_back(one);
        }
    return by_zone;
}

void make_rosters(db::Tx& tx, const Context& system, Host& host, const Scenario& scenario) {
    auto make = [&](const roster::RosterInput& input, bool on_call) {
        host.rosters.push_back({roster::create_roster(tx, system, input).id, on_call});
        host.roster_names[input.name] = host.rosters.back().id;
    };
    auto shifts = own_shifts(host, scenario);
    for (auto& [zone, layer] : shifts) make({shifts.size() == 1 ? "Shifts" : "Shifts, " + zone, {}, zone, {layer}, {}}, false);
    for (auto& plan : scenario.host.rosters) {
        roster::RosterInput input{plan.name, {}, plan.time_zone.value_or(scenario.time_zone), {}, {}};
        for (auto& layer : plan.layers) input.layers.push_back(layer_of(layer, host, scenario));
        make(input, plan.on_call.value_or(false));
    }
}

void take_leaves(db::Tx& tx, const Context& system, const Host& host, const Scenario& scenario) {
    for (auto& person : host.people) {
        if (!person.plan) continue;
        auto& agent = scenario.agents[*person.plan];
        auto zone = agent.time_zone.value_or(scenario.time_zone);
        for (auto& leave : agent.leave) {
            auto after = std::chrono::sys_days{*parse_day(leave.to)} + std::chrono::days{1};
            auto from = *local_time(leave.from, zone), to = *local_time(to_rfc3339(after).substr(0, leave.to.size()), zone);
            if (to > system.now() && to > from) roster::take_leave(tx, system, {person.id, roster::LeaveKind::vacation, from, to, {}});
        }
    }
}

void set_capacities(db::Tx& tx, const Context& system, const Host& host, const Scenario& scenario) {
    for (auto& person : host.people) {
        auto capacity = person.plan ? scenario.agents[*person.plan].capacity : std::nullopt;
        roster::Capacities standard;
        if (capacity) roster::set_capacities(tx, system, {person.id, *capacity, *capacity, standard.chat, standard.phone});
    }
}

std::optional<std::int64_t> id_of(const TargetPlan& plan, const Host& host, const Scenario& scenario) {
    if (!plan.name) return std::nullopt;
    if (plan.kind == escalation::TargetKind::roster) {
        auto found = host.roster_names.find(*plan.name);
        return found == host.roster_names.end() ? 0 : found->second.value;
    }
    auto people = named(host, scenario, {*plan.name});
    return people.empty() ? 0 : people.front().value;
}

void make_ladder(db::Tx& tx, const Context& system, const LadderPlan& plan, const std::pair<const Host&, const Scenario&>& of) {
    escalation::LadderInput input{.name = plan.name,
                                  .triggers = plan.triggers,
                                  .repeats = plan.repeats,
                                  .repeat_minutes = plan.repeat_minutes,
                                  .active = plan.active};
    input.conditions.severities = plan.conditions.severities;
    input.conditions.categories = plan.conditions.categories;
    for (auto& step : plan.steps) {
        auto& made = input.steps.emplace_back(escalation::Step{step.after_minutes, {}, step.means});
        for (auto& target : step.targets) made.targets.push_back({target.kind, id_of(target, of.first, of.second), target.role});
    }
    // The one that it replaces leaves its place to it.
    for (auto& ladder : escalation::list_ladders(tx, system, {}).items) {
        if (ladder.name != plan.name) continue;
        input.position = ladder.position;
        escalation::delete_ladder(tx, system, {ladder.id});
    }
    escalation::create_ladder(tx, system, input);
}

void join(Spans& spans) {
    std::ranges::sort(spans);
    Spans joined;
    for (auto& span : spans) {
        if (!joined.empty() && span.first <= joined.back().second)
            joined.back().second = std::max(joined.back().second, span.second);
        else
            joined.push_back(span);
    }
    spans = std::move(joined);
}

}  // namespace

bool has_skill(const Agent& agent, const std::string& category) {
    return agent.skills.empty() || std::ranges::find(agent.skills, category) != agent.skills.end();
}

std::int64_t level_of(const Agent& agent, const std::string& category) {
    auto found = agent.levels.find(category);
    return found == agent.levels.end() ? first_level : found->second;
}

void arrange_people(db::Tx& tx, const Context& system, Host& host, const Scenario& scenario) {
    Skills(tx, system, host, scenario).make();
    set_capacities(tx, system, host, scenario);
    make_rosters(tx, system, host, scenario);
    take_leaves(tx, system, host, scenario);
    if (auto& routing = scenario.host.routing) {
        routing::RuleInput rule{.rule = routing->rule.value_or(routing::Rule::score), .give_back_minutes = routing->give_back_minutes};
        routing::create_rule(tx, system, rule);
    }
    for (auto& ladder : scenario.host.ladders) make_ladder(tx, system, ladder, {host, scenario});
}

std::map<AgentId, DutyOf> read_duty(db::Reader& reader, const Host& host, Instant from, Instant to) {
    // Piece by piece: what a roster says of a year at once takes long to put together.
    constexpr std::chrono::days week{7};
    std::map<AgentId, DutyOf> duty;
    for (auto& one : host.rosters) {
        auto row = roster::get_roster_row(reader, one.id);
        for (auto at = from; at < to; at += week) {
            auto until = std::min<Instant>(at + week, to);
            for (auto& span : roster::Duty(roster::load_facts(reader, row, at, until)).spans(at, until))
                (one.on_call ? duty[span.agent_id].on_call : duty[span.agent_id].at_work).emplace_back(span.from_at, span.to_at);
        }
    }
    for (auto& [agent, of] : duty) join(of.at_work), join(of.on_call);
    return duty;
}

}  // namespace goodhost::simulate
