#include "roster/arrange.hpp"

#include <fmt/core.h>

#include "platform/core/changes.hpp"
#include "platform/i18n/formats.hpp"
#include "platform/trail/trail.hpp"
#include "roster/queries.hpp"

namespace goodhost::roster {

namespace {

/// What the European Union's working time directive asks for.
constexpr std::int64_t usual_rest_hours = 11;

Roster with_plan(db::Reader& reader, const RosterRow& row) {
    auto plan = reader.find<Plan>(sql::find_newest_plan, row.id).value_or(Plan{});
    return {row.id,       row.name,         row.team_id,    plan.time_zone, plan.layers,
            plan.from_at, row.requirements, row.rest_hours, row.week_hours, row.created_at};
}

void check_requirements(db::Reader& reader, const std::vector<Requirement>& requirements, FieldProblems& problems) {
    for (std::size_t i = 0; i < requirements.size(); ++i) {
        auto& one = requirements[i];
        auto field = fmt::format("requirements[{}]", i);
        if (one.skill_id && !reader.find<Skill>(sql::find_skill, *one.skill_id)) problems.add(field + ".skill_id", "unknown_value");
        if (one.language && !i18n::find_locale(*one.language)) problems.add(field + ".language", "unknown_value");
        Plan hours{{}, "UTC", {{"hours", {}, std::nullopt, one.hours, {}}}};
        FieldProblems wrong;
        check_plan(hours, wrong);
        if (!wrong.empty()) problems.add(field + ".hours", "roster.bad_time");
    }
}

void check(db::Reader& reader, const Roster& roster) {
    FieldProblems problems;
    if (roster.name.empty()) problems.add("name", "required");
    if (roster.team_id && !accounts::team_exists(reader, *roster.team_id)) problems.add("team_id", "unknown_value");
    check_plan({roster.from_at, roster.time_zone, roster.layers}, problems);
    for (std::size_t i = 0; i < roster.layers.size(); ++i) {
        auto& layer = roster.layers[i];
        check_agents(reader, layer.agents, fmt::format("layers[{}].agents", i), problems);
        for (std::size_t j = 0; j < layer.shifts.size(); ++j)
            check_agents(reader, layer.shifts[j].agents, fmt::format("layers[{}].shifts[{}].agents", i, j), problems);
    }
    check_requirements(reader, roster.requirements, problems);
    problems.throw_if_any();
}

void record(db::Tx& tx, const Context& context, const Roster& roster, std::string_view type) {
    record_roster(tx, context, roster.id, type, {json::to_json(roster)});
}

}  // namespace

void check_agents(db::Reader& reader, const std::vector<AgentId>& agents, const std::string& field, FieldProblems& problems) {
    for (std::size_t i = 0; i < agents.size(); ++i)
        if (!accounts::find_agent(reader, agents[i])) problems.add(fmt::format("{}[{}]", field, i), "unknown_value");
}

void check_times(const Context& context, Instant& from, Instant to) {
    FieldProblems problems;
    from = std::max(from, context.now());
    if (to <= context.now()) problems.add("to_at", "roster.over");
    if (to > context.now() && to <= from) problems.add("to_at", "roster.ends_before");
    problems.throw_if_any();
}

void record_roster(db::Tx& tx, const Context& context, RosterId id, std::string_view type, const RawJson& payload) {
    trail::append_text(tx, context, "roster/" + std::to_string(id.value), type, payload.text);
}

RosterList list_rosters(db::Reader& reader, const Context&, const http::Empty&) {
    RosterList list;
    for (auto& row : reader.list<RosterRow>(sql::list_rosters)) list.items.push_back(with_plan(reader, row));
    return list;
}

Roster get_roster(db::Reader& reader, const Context&, const RosterKey& input) {
    auto row = reader.find<RosterRow>(sql::find_roster, input.roster_id);
    if (!row || row->ended_at) throw Problem(ProblemKind::not_found, "roster.roster_not_found");
    return with_plan(reader, *row);
}

Roster create_roster(db::Tx& tx, const Context& context, const RosterInput& input) {
    auto now = context.now();
    Roster roster{{},
                  input.name,
                  input.team_id,
                  input.time_zone,
                  input.layers,
                  now,
                  input.requirements,
                  input.rest_hours.value_or(usual_rest_hours),
                  input.week_hours.value_or(0),
                  now};
    check(tx, roster);
    roster.id =
        tx.get<RosterId>(sql::insert_roster, roster.name, roster.team_id, roster.requirements, roster.rest_hours, roster.week_hours, now);
    tx.execute(sql::insert_plan, roster.id, now, roster.time_zone, roster.layers);
    record(tx, context, roster, "roster.created");
    return roster;
}

Roster change_roster(db::Tx& tx, const Context& context, const RosterChange& input) {
    auto roster = get_roster(tx, context, {input.roster_id});
    input.name.apply_to(roster.name);
    input.team_id.apply_to(roster.team_id);
    input.time_zone.apply_to(roster.time_zone);
    input.layers.apply_to(roster.layers);
    input.requirements.apply_to(roster.requirements);
    input.rest_hours.apply_to(roster.rest_hours);
    input.week_hours.apply_to(roster.week_hours);
    check(tx, roster);
    tx.execute(sql::change_roster, roster.id, roster.name, roster.team_id, roster.requirements, roster.rest_hours, roster.week_hours);
    if (input.time_zone.present || input.layers.present) {
        roster.from_at = std::max(input.from_at.value_or(context.now()), context.now());
        tx.execute(sql::delete_plans_from, roster.id, roster.from_at);
        tx.execute(sql::insert_plan, roster.id, roster.from_at, roster.time_zone, roster.layers);
    }
    record(tx, context, roster, "roster.changed");
    return roster;
}

void end_roster(db::Tx& tx, const Context& context, const RosterKey& input) {
    auto roster = get_roster(tx, context, input);
    tx.execute(sql::end_roster, roster.id, context.now());
    record(tx, context, roster, "roster.ended");
}

}  // namespace goodhost::roster
