#include "escalation/ladders.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "escalation/people.hpp"
#include "escalation/queries.hpp"
#include "platform/core/changes.hpp"
#include "platform/trail/trail.hpp"
#include "roster/roster.hpp"

namespace goodhost::escalation {

namespace {

constexpr std::string_view roles[] = {"owner", "admin", "lead", "agent"};

struct Configured {
    std::string name;
    std::string change;  ///< `created`, `changed`, `deleted`
    RawJson becomes;
};
BOOST_DESCRIBE_STRUCT(Configured, (), (name, change, becomes))

void record(db::Tx& tx, const Context& context, const Ladder& ladder, std::string_view change) {
    trail::append(tx, context, "escalation", "escalation.configured",
                  Configured{ladder.name, std::string(change), {json::to_json(ladder)}});
}

bool is_roster(db::Reader& reader, std::int64_t id) {
    auto known = roster::list_roster_names(reader);
    return std::ranges::find(known, roster::RosterId{id}, &roster::RosterName::id) != known.end();
}

bool leads_somewhere(db::Reader& reader, const Target& target) {
    switch (target.kind) {
        case TargetKind::assignee: return true;
        case TargetKind::team: return !target.id || accounts::team_exists(reader, {*target.id});
        case TargetKind::role: return target.role && std::ranges::find(roles, *target.role) != std::end(roles);
        case TargetKind::roster: return !target.id || is_roster(reader, *target.id);
        case TargetKind::agent: return target.id && accounts::find_agent(reader, {*target.id}).has_value();
    }
    return false;
}

void check_step(db::Reader& reader, const Step& step, const std::string& at, FieldProblems& problems) {
    constexpr std::int64_t longest = 1'440;
    if (step.after_minutes < 0 || step.after_minutes > longest) problems.add(at + ".after_minutes", "out_of_range");
    if (step.targets.empty()) problems.add(at + ".targets", "required");
    if (step.means.empty()) problems.add(at + ".means", "required");
    for (std::size_t i = 0; i < step.targets.size(); ++i)
        if (!leads_somewhere(reader, step.targets[i])) problems.add(at + ".targets[" + std::to_string(i) + "]", "unknown_value");
}

void check(db::Reader& reader, const Ladder& ladder) {
    FieldProblems problems;
    if (ladder.name.empty()) problems.add("name", "required");
    if (ladder.triggers.empty()) problems.add("triggers", "required");
    if (ladder.steps.empty()) problems.add("steps", "required");
    for (std::size_t i = 0; i < ladder.steps.size(); ++i) check_step(reader, ladder.steps[i], "steps[" + std::to_string(i) + "]", problems);
    if (ladder.repeats > 0 && ladder.repeat_minutes < 1) problems.add("repeat_minutes", "required");
    problems.throw_if_any();
}

}  // namespace

LadderList list_ladders(db::Reader& reader, const Context&, const http::Empty&) { return {reader.list<Ladder>(sql::list_ladders)}; }

Ladder get_ladder(db::Reader& reader, const Context&, const LadderKey& input) {
    auto ladder = reader.find<Ladder>(sql::find_ladder, input.ladder_id);
    if (!ladder) throw Problem(ProblemKind::not_found, "escalation.ladder_not_found");
    return *ladder;
}

Ladder create_ladder(db::Tx& tx, const Context& context, const LadderInput& input) {
    Ladder ladder;
    ladder.name = input.name;
    ladder.conditions = input.conditions;
    ladder.triggers = input.triggers;
    ladder.steps = input.steps;
    ladder.repeats = input.repeats.value_or(0);
    ladder.repeat_minutes = input.repeat_minutes.value_or(0);
    ladder.active = input.active.value_or(true);
    ladder.created_at = context.now();
    ladder.position = input.position ? *input.position : tx.get<std::int64_t>(sql::find_next_position);
    check(tx, ladder);
    tx.execute(sql::make_room, ladder.position);
    ladder.id = tx.get<LadderId>(sql::insert_ladder, ladder.name, ladder.position, ladder.conditions, ladder.triggers, ladder.steps,
                                 ladder.repeats, ladder.repeat_minutes, ladder.active, ladder.created_at);
    record(tx, context, ladder, "created");
    return ladder;
}

Ladder change_ladder(db::Tx& tx, const Context& context, const LadderChange& input) {
    auto ladder = get_ladder(tx, context, {input.ladder_id});
    apply_changes(input, ladder);
    check(tx, ladder);
    if (input.position.value) tx.execute(sql::make_room, ladder.position);
    tx.execute(sql::change_ladder, ladder.id, ladder.name, ladder.position, ladder.conditions, ladder.triggers, ladder.steps,
               ladder.repeats, ladder.repeat_minutes, ladder.active);
    record(tx, context, ladder, "changed");
    return ladder;
}

void delete_ladder(db::Tx& tx, const Context& context, const LadderKey& input) {
    auto ladder = get_ladder(tx, context, input);
    tx.execute(sql::delete_ladder, ladder.id);
    record(tx, context, ladder, "deleted");
}

Rehearsal rehearse(db::Reader& reader, const Context& context, const RehearsalOf& input) {
    auto ladder = get_ladder(reader, context, {input.ladder_id});
    Facts facts;
    facts.brand_id = context.brand;
    if (input.ticket_id) {
        auto found = find_facts(reader, *input.ticket_id);
        if (!found || !context.sees_brand(found->brand_id)) throw Problem(ProblemKind::not_found, "escalation.ticket_not_found");
        facts = *found;
    }
    Climb climb{ladder.steps, ladder.repeats, ladder.repeat_minutes};
    Rehearsal rehearsal;
    auto at = context.now();
    std::optional<Onward> next = Onward{{}, std::chrono::minutes{ladder.steps.empty() ? 0 : ladder.steps.front().after_minutes}};
    while (next) {
        auto& step = ladder.steps.at(static_cast<std::size_t>(next->rung.step));
        bool passed_over = !rehearsal.steps.empty() && rehearsal.steps.back().told.empty() && next->rung.step > 0;
        if (!passed_over) at += next->after;
        auto& line = rehearsal.steps.emplace_back(RehearsedStep{next->rung.round + 1, next->rung.step + 1, at, step.means, {}});
        for (auto& person : people_of(reader, facts, step.targets, at)) line.told.push_back(person.name);
        bool last = next->rung.step + 1 == std::ssize(ladder.steps);
        if (line.told.empty() && last)
            for (auto& person : owners_of(reader, facts)) line.told.push_back(person.name);
        next = after(climb, next->rung);
    }
    return rehearsal;
}

}  // namespace goodhost::escalation
