#include "severity/rule.hpp"

#include <gtest/gtest.h>

namespace goodhost::severity {
namespace {

using namespace std::chrono_literals;

SeverityRule rule(std::int64_t id, Basis basis, Severity severity, std::vector<std::string> phrases = {}) {
    SeverityRule made;
    made.id = {id};
    made.basis = basis;
    made.severity = severity;
    made.phrases = std::move(phrases);
    return made;
}

std::int64_t chosen(const std::vector<SeverityRule>& rules, const Facts& facts, const Fact& fact) {
    RuleBook book(rules);
    auto verdict = judge(book, facts, fact);
    return verdict ? verdict->rule->id.value : 0;
}

TEST(SeverityRuleTest, the_first_rule_of_the_basis_that_fits_counts) {
    std::vector<SeverityRule> rules{rule(1, Basis::words, Severity::critical, {"hack*"}),
                                    rule(2, Basis::words, Severity::high, {"site down"}), rule(3, Basis::monitor, Severity::critical)};
    SaidWords hacked("site down, it was hacked"), down("site down"), other("a question");
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::words, .words = &hacked}), 1);
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::words, .words = &down}), 2);
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::words, .words = &other}), 0);
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::monitor}), 3);
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::incident}), 0);
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::words}), 0);
    rules[0].active = false;
    EXPECT_EQ(chosen(rules, {}, {.basis = Basis::words, .words = &hacked}), 2);
    EXPECT_EQ(judge(RuleBook(rules), {}, {.basis = Basis::words, .words = &hacked})->phrase, "site down");
}

TEST(SeverityRuleTest, a_ticket_is_in_every_list_that_names_anything) {
    auto one = rule(1, Basis::ticket, Severity::high);
    one.conditions.categories = {"security"};
    one.conditions.channels = {tickets::Channel::email, tickets::Channel::portal};
    one.conditions.languages = {"ko"};
    one.conditions.team_ids = {{7}};
    Facts facts{.category = "security", .language = "ko", .team_id = accounts::TeamId{7}};
    EXPECT_TRUE(fits(one, facts));
    facts.team_id.reset();
    EXPECT_FALSE(fits(one, facts));
    one.conditions.team_ids.clear();
    facts.channel = tickets::Channel::phone;
    EXPECT_FALSE(fits(one, facts));
}

TEST(SeverityRuleTest, the_words_of_a_program_are_never_critical) {
    std::vector<SeverityRule> rules{rule(1, Basis::words, Severity::critical, {"down"})};
    SaidWords said("down");
    EXPECT_EQ(judge(RuleBook(rules), {}, {.basis = Basis::words, .words = &said, .automatic = true})->severity, Severity::high);
    EXPECT_EQ(judge(RuleBook(rules), {}, {.basis = Basis::words, .words = &said})->severity, Severity::critical);
}

TEST(SeverityRuleTest, nothing_is_lowered_and_a_person_s_choice_stands_until_something_new) {
    Instant noon{12h};
    auto outcome = [&](Severity from, Severity to, std::optional<Instant> chosen_at) { return outcome_of(from, to, noon, chosen_at); };
    EXPECT_EQ(outcome(Severity::normal, Severity::high, {}), Outcome::raised);
    EXPECT_EQ(outcome(Severity::high, Severity::high, {}), Outcome::enough);
    EXPECT_EQ(outcome(Severity::critical, Severity::high, {}), Outcome::enough);
    EXPECT_EQ(outcome(Severity::low, Severity::critical, noon - 1s), Outcome::raised);
    EXPECT_EQ(outcome(Severity::low, Severity::critical, noon), Outcome::held);
    EXPECT_EQ(outcome(Severity::low, Severity::critical, noon + 1s), Outcome::held);
}

}  // namespace
}  // namespace goodhost::severity
