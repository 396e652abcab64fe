#include "severity/rule.hpp"

#include <algorithm>

namespace goodhost::severity {

namespace {

/// The declaration order is from the gravest on.
bool is_graver(Severity one, Severity other) { return one < other; }

}  // namespace

bool fits(const SeverityRule& rule, const Facts& facts) {
    using tickets::allows;
    auto& conditions = rule.conditions;
    return rule.active && tickets::fits(conditions, facts) && allows(conditions.channels, facts.channel) &&
           allows(conditions.languages, facts.language) && allows(conditions.team_ids, facts.team_id);
}

RuleBook::RuleBook(std::vector<SeverityRule> in_order) : rules_(std::move(in_order)), phrases_(rules_.size()) {
    for (std::size_t i = 0; i < rules_.size(); ++i)
        for (auto& phrase : rules_[i].phrases) phrases_[i].emplace_back(phrase);
}

const std::string* RuleBook::phrase_in(const SeverityRule& rule, const SaidWords& words) const {
    auto& phrases = phrases_[static_cast<std::size_t>(&rule - rules_.data())];
    auto found = std::ranges::find_if(phrases, [&](const Phrase& phrase) { return words.contain(phrase); });
    return found == phrases.end() ? nullptr : &rule.phrases[static_cast<std::size_t>(found - phrases.begin())];
}

std::optional<Verdict> judge(const RuleBook& book, const Facts& facts, const Fact& fact) {
    for (auto& rule : book.rules()) {
        if (rule.basis != fact.basis || !fits(rule, facts)) continue;
        Verdict verdict{&rule, rule.severity, {}};
        if (fact.basis != Basis::words) return verdict;
        auto* phrase = fact.words ? book.phrase_in(rule, *fact.words) : nullptr;
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
