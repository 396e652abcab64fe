#include "severity/rule.hpp"

#include <algorithm>

namespace goodhost::severity {

namespace {

/// The declaration order is from the gravest on.
bool is_graver(Severity one, Severity other) { return one < other; }

std::optional<std::string> phrase_in(const SeverityRule& rule, const Fact& fact) {
    if (!fact.words) return std::nullopt;
    auto found = std::ranges::find_if(rule.phrases, [&](const std::string& phrase) { return fact.words->contain(phrase); });
    if (found == rule.phrases.end()) return std::nullopt;
    return *found;
}

}  // namespace

bool fits(const SeverityRule& rule, const Facts& facts) {
    using tickets::allows;
    auto& conditions = rule.conditions;
    return rule.active && tickets::fits(conditions, facts) && allows(conditions.channels, facts.channel) &&
           allows(conditions.languages, facts.language) && allows(conditions.team_ids, facts.team_id);
}

std::optional<Verdict> judge(const std::vector<SeverityRule>& in_order, const Facts& facts, const Fact& fact) {
    for (auto& rule : in_order) {
        if (rule.basis != fact.basis || !fits(rule, facts)) continue;
        Verdict verdict{&rule, rule.severity, {}};
        if (fact.basis != Basis::words) return verdict;
        auto phrase = phrase_in(rule, fact);
        if (!phrase) continue;
        verdict.phrase = *phrase;
        if (fact.automatic && verdict.severity == Severity::critical) verdict.severity = Severity::high;
        return verdict;
    }
    return std::nullopt;
}

Outcome outcome_of(Severity from, Severity to, Instant fact_at, std::optional<Instant> chosen_at) {
    if (!is_graver(to, from)) return Outcome::enough;
    if (chosen_at && fact_at <= *chosen_at) return Outcome::held;
    return Outcome::raised;
}

}  // namespace goodhost::severity
