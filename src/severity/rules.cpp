#include "severity/rules.hpp"

#include "platform/core/changes.hpp"
#include "platform/trail/trail.hpp"
#include "severity/queries.hpp"
#include "severity/weigh.hpp"

namespace goodhost::severity {

namespace {

constexpr std::size_t longest_phrase = 100;

struct Configured {
    std::string name;
    std::string change;  ///< `created`, `changed`, `deleted`
    RawJson becomes;
};
BOOST_DESCRIBE_STRUCT(Configured, (), (name, change, becomes))

void record(db::Tx& tx, const Context& context, const SeverityRule& rule, std::string_view change) {
    trail::append(tx, context, "severity", "severity.configured", Configured{rule.name, std::string(change), {json::to_json(rule)}});
}

void check(const SeverityRule& rule) {
    FieldProblems problems;
    if (rule.name.empty()) problems.add("name", "required");
    if (rule.basis == Basis::words && rule.phrases.empty()) problems.add("phrases", "required");
    for (std::size_t i = 0; i < rule.phrases.size(); ++i)
        if (rule.phrases[i].empty() || rule.phrases[i].size() > longest_phrase)
            problems.add("phrases[" + std::to_string(i) + "]", rule.phrases[i].empty() ? "required" : "too_long");
    bool counts = rule.basis == Basis::crowd;
    if (counts && rule.tickets < 2) problems.add("tickets", "required");
    if (counts && rule.minutes < 1) problems.add("minutes", "required");
    problems.throw_if_any();
}

}  // namespace

RuleList list_rules(db::Reader& reader, const Context&, const http::Empty&) { return {rules_in_order(reader)}; }

SeverityRule get_rule(db::Reader& reader, const Context&, const RuleKey& input) {
    auto rule = reader.find<SeverityRule>(sql::find_rule, input.rule_id);
    if (!rule) throw Problem(ProblemKind::not_found, "severity.rule_not_found");
    return *rule;
}

SeverityRule create_rule(db::Tx& tx, const Context& context, const RuleInput& input) {
    SeverityRule rule;
    rule.name = input.name;
    rule.basis = input.basis;
    rule.conditions = input.conditions;
    rule.phrases = input.phrases;
    rule.tickets = input.tickets.value_or(0);
    rule.minutes = input.minutes.value_or(0);
    rule.severity = input.severity;
    rule.active = input.active.value_or(true);
    rule.created_at = context.now();
    rule.position = input.position ? *input.position : tx.get<std::int64_t>(sql::find_next_position);
    check(rule);
    tx.execute(sql::make_room, rule.position);
    rule.id = tx.get<RuleId>(sql::insert_rule, rule.name, rule.position, rule.basis, rule.conditions, rule.phrases, rule.tickets,
                             rule.minutes, rule.severity, rule.active, rule.created_at);
    record(tx, context, rule, "created");
    return rule;
}

SeverityRule change_rule(db::Tx& tx, const Context& context, const RuleChange& input) {
    auto rule = get_rule(tx, context, {input.rule_id});
    apply_changes(input, rule);
    check(rule);
    if (input.position.value) tx.execute(sql::make_room, rule.position);
    tx.execute(sql::change_rule, rule.id, rule.name, rule.position, rule.conditions, rule.phrases, rule.tickets, rule.minutes,
               rule.severity, rule.active);
    record(tx, context, rule, "changed");
    return rule;
}

void delete_rule(db::Tx& tx, const Context& context, const RuleKey& input) {
    auto rule = get_rule(tx, context, input);
    tx.execute(sql::delete_rule, rule.id);
    tx.execute(sql::delete_arrivals_of, rule.id);
    tx.execute(sql::delete_crowds_of, rule.id);
    record(tx, context, rule, "deleted");
}

}  // namespace goodhost::severity
