#include "platform/core/changes.hpp"
#include "promises/queries.hpp"
#include "promises/settings.hpp"

namespace goodhost::promises {

namespace {

void check_targets(const Policy& policy, FieldProblems& problems) {
    auto& targets = policy.targets;
    const std::pair<std::string_view, const std::optional<Target>*> all[] = {{"first_response", &targets.first_response},
                                                                             {"next_response", &targets.next_response},
                                                                             {"report", &targets.report},
                                                                             {"resolution", &targets.resolution}};
    for (auto& [name, target] : all) {
        auto field = "targets." + std::string(name);
        if (policy.floor && !*target) problems.add(field, "required");
        bool by_calendar = *target && (*target)->measure == Measure::calendar;
        if (by_calendar && !policy.calendar_id) problems.add("calendar_id", "required");
    }
}

bool has_conditions(const Policy& policy) { return json::to_json(policy.conditions) != json::to_json(Conditions{}); }

void record(db::Tx& tx, const Context& context, const Policy& policy, std::string_view change) {
    record_configured(tx, context, {"policy", policy.name, std::string(change), {json::to_json(policy)}});
}

}  // namespace

PolicyList list_policies(db::Reader& reader, const Context&, const http::Empty&) { return {reader.list<Policy>(sql::list_policies)}; }

Policy get_policy(db::Reader& reader, const Context&, const PolicyKey& input) {
    auto policy = reader.find<Policy>(sql::find_policy, input.policy_id);
    if (!policy) throw Problem(ProblemKind::not_found, "promises.policy_not_found");
    return *policy;
}

Policy create_policy(db::Tx& tx, const Context& context, const PolicyInput& input) {
    Policy policy;
    policy.name = input.name;
    policy.conditions = input.conditions;
    policy.targets = input.targets;
    policy.calendar_id = input.calendar_id;
    policy.pause_while_waiting = input.pause_while_waiting.value_or(true);
    policy.active = input.active.value_or(true);
    policy.created_at = context.now();
    policy.position = input.position ? *input.position : tx.get<std::int64_t>(sql::find_next_position);
    check_policy(tx, policy);
    tx.execute(sql::make_room, policy.position);
    policy.id = tx.get<PolicyId>(sql::insert_policy, policy.name, policy.position, policy.conditions, policy.targets, policy.calendar_id,
                                 policy.pause_while_waiting, policy.active, policy.created_at);
    record(tx, context, policy, "created");
    return policy;
}

Policy change_policy(db::Tx& tx, const Context& context, const PolicyChange& input) {
    auto policy = get_policy(tx, context, {input.policy_id});
    apply_changes(input, policy);
    check_policy(tx, policy);
    if (input.position.value) tx.execute(sql::make_room, policy.position);
    tx.execute(sql::change_policy, policy.id, policy.name, policy.position, policy.conditions, policy.targets, policy.calendar_id,
               policy.pause_while_waiting, policy.active);
    record(tx, context, policy, "changed");
    return policy;
}

void delete_policy(db::Tx& tx, const Context& context, const PolicyKey& input) {
    auto policy = get_policy(tx, context, input);
    if (policy.floor) throw Problem(ProblemKind::conflict, "promises.floor_is_for_all");
    tx.execute(sql::delete_policy, policy.id);
    record(tx, context, policy, "deleted");
}

void check_policy(db::Reader& reader, const Policy& policy) {
    FieldProblems problems;
    if (policy.name.empty()) problems.add("name", "required");
    check_targets(policy, problems);
    if (policy.calendar_id && !reader.find<CalendarRow>(sql::find_calendar, *policy.calendar_id))
        problems.add("calendar_id", "unknown_value");
    problems.throw_if_any();
    // It stands under every ticket, always.
    if (policy.floor && (!policy.active || has_conditions(policy))) throw Problem(ProblemKind::conflict, "promises.floor_is_for_all");
}

}  // namespace goodhost::promises
