#include "routing/rules.hpp"

#include <algorithm>

#include "platform/core/changes.hpp"
#include "platform/trail/trail.hpp"
#include "roster/roster.hpp"
#include "routing/queries.hpp"

namespace goodhost::routing {

namespace {

struct Configured {
    std::string what;    ///< `rule`, `needs`
    std::string change;  ///< `created`, `changed`, `deleted`
    RawJson becomes;
};
BOOST_DESCRIBE_STRUCT(Configured, (), (what, change, becomes))

void record(db::Tx& tx, const Context& context, const Configured& entry) {
    trail::append(tx, context, "routing", "routing.configured", entry);
}

/// How near a rule is to a ticket: 3 its team's, 2 its brand's, 1 of all, 0 not for it.
int nearness(const RoutingRule& rule, BrandId brand, const std::optional<accounts::TeamId>& team) {
    if (!rule.active || (rule.team_id && rule.team_id != team) || (rule.brand_id && *rule.brand_id != brand)) return 0;
    return 1 + (rule.brand_id ? 1 : 0) + (rule.team_id ? 2 : 0);
}

}  // namespace

RuleList list_rules(db::Reader& reader, const Context&, const http::Empty&) { return {reader.list<RoutingRule>(sql::list_rules)}; }

RoutingRule get_rule(db::Reader& reader, const Context&, const RuleKey& input) {
    auto rule = reader.find<RoutingRule>(sql::find_rule, input.rule_id);
    if (!rule) throw Problem(ProblemKind::not_found, "routing.rule_not_found");
    return *rule;
}

RoutingRule create_rule(db::Tx& tx, const Context& context, const RuleInput& input) {
    RoutingRule rule{.team_id = input.team_id, .brand_id = input.brand_id};
    FieldProblems problems;
    if (rule.team_id && !accounts::team_exists(tx, *rule.team_id)) problems.add("team_id", "unknown_value");
    if (rule.brand_id && !context.sees_brand(*rule.brand_id)) problems.add("brand_id", "unknown_value");
    problems.throw_if_any();
    rule.rule = input.rule.value_or(rule.rule);
    rule.give_back_minutes = input.give_back_minutes.value_or(rule.give_back_minutes);
    rule.active = input.active.value_or(true);
    rule.created_at = context.now();
    rule.id =
        tx.get<RuleId>(sql::insert_rule, rule.team_id, rule.brand_id, rule.rule, rule.give_back_minutes, rule.active, rule.created_at);
    record(tx, context, {"rule", "created", {json::to_json(rule)}});
    return rule;
}

RoutingRule change_rule(db::Tx& tx, const Context& context, const RuleChange& input) {
    auto rule = get_rule(tx, context, {input.rule_id});
    apply_changes(input, rule);
    tx.execute(sql::change_rule, rule.id, rule.rule, rule.give_back_minutes, rule.active);
    record(tx, context, {"rule", "changed", {json::to_json(rule)}});
    return rule;
}

void delete_rule(db::Tx& tx, const Context& context, const RuleKey& input) {
    auto rule = get_rule(tx, context, input);
    tx.execute(sql::delete_rule, rule.id);
    record(tx, context, {"rule", "deleted", {json::to_json(rule)}});
}

NeedList list_needs(db::Reader& reader, const Context&, const http::Empty&) { return {reader.list<CategoryNeed>(sql::list_needs)}; }

NeedList put_needs(db::Tx& tx, const Context& context, const NeedList& input) {
    auto skills = roster::list_all_skills(tx);
    FieldProblems problems;
    for (std::size_t i = 0; i < input.items.size(); ++i) {
        auto& need = input.items[i];
        auto at = "items[" + std::to_string(i) + "]";
        bool known = std::ranges::find(skills, roster::SkillId{need.skill_id}, &roster::Skill::id) != skills.end();
        if (!known) problems.add(at + ".skill_id", "unknown_value");
        auto same = [&](const CategoryNeed& other) { return other.category == need.category; };
        if (std::ranges::count_if(input.items, same) > 1) problems.add(at + ".category", "routing.twice");
    }
    problems.throw_if_any();
    tx.execute(sql::delete_needs);
    for (auto& need : input.items) tx.execute(sql::insert_need, need.category, need.skill_id, need.level);
    record(tx, context, {"needs", "changed", {json::to_json(input)}});
    return input;
}

std::optional<RoutingRule> find_rule(db::Reader& reader, BrandId brand, std::optional<accounts::TeamId> team) {
    auto rules = reader.list<RoutingRule>(sql::list_rules);
    auto nearest = std::ranges::max_element(rules, {}, [&](auto& rule) { return nearness(rule, brand, team); });
    if (nearest == rules.end() || nearness(*nearest, brand, team) == 0) return std::nullopt;
    return *nearest;
}

}  // namespace goodhost::routing
