#include "routing/score.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "platform/json/json.hpp"

namespace goodhost::routing {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t mail = 1, databases = 2;

Candidate agent(std::int64_t id) { return {.id = {id}, .languages = {"en"}}; }
AgentId first(const Decision& decision) { return decision.ranked.empty() ? AgentId{} : decision.ranked.front().agent_id; }
Need plenty_of_time() { return {.language = "en", .slack = 4h, .target = 4h}; }

TEST(ScoreTest, who_knows_it_best_gets_it) {
    auto need = plenty_of_time();
    need.skill = mail;
    auto able = agent(1), master = agent(2), none = agent(3);
    able.skills = {{mail, 2}};
    master.skills = {{mail, 5}};
    auto decision = decide(Rule::score, need, {able, master, none});
    EXPECT_EQ(first(decision), master.id);
    ASSERT_EQ(decision.passed_over.size(), 1u);
    EXPECT_EQ(decision.passed_over[0].why, Fit::lacks_skill);
    EXPECT_EQ(decision.ranked[0].points, 20 + 50);
}

TEST(ScoreTest, who_is_free_goes_before_who_knows_the_customer_and_has_one_in_hand) {
    auto known = agent(1), free = agent(2);
    known.load = 1;
    auto need = plenty_of_time();
    need.acquainted = known.id;
    EXPECT_EQ(first(decide(Rule::score, need, {known, free})), free.id);
}

TEST(ScoreTest, who_can_do_something_rare_is_spared_for_it) {
    auto versatile = agent(1), plain = agent(2);
    versatile.skills = {{databases, 3}};
    EXPECT_EQ(first(decide(Rule::score, plenty_of_time(), {versatile, plain})), plain.id);
}

TEST(ScoreTest, who_knows_the_customer_goes_before_who_is_idle) {
    auto known = agent(1), idle = agent(2);
    idle.idle = 3h;
    auto need = plenty_of_time();
    need.acquainted = known.id;
    EXPECT_EQ(first(decide(Rule::score, need, {known, idle})), known.id);
    need.acquainted.reset();
    EXPECT_EQ(first(decide(Rule::score, need, {known, idle})), idle.id);
}

TEST(ScoreTest, who_is_away_off_duty_or_full_gets_nothing_as_long_as_there_is_time) {
    auto away = agent(1), off = agent(2), full = agent(3), foreign = agent(4);
    away.online = false;
    off.on_duty = false;
    full.load = full.capacity;
    foreign.languages = {"ko"};
    auto decision = decide(Rule::score, plenty_of_time(), {foreign, full, off, away});
    EXPECT_TRUE(decision.ranked.empty());
    std::vector<Fit> why;
    why.reserve(decision.passed_over.size());
    for (auto& one : decision.passed_over) why.push_back(one.why);
    EXPECT_EQ(why, (std::vector{Fit::away, Fit::off_duty, Fit::full, Fit::lacks_language}));
}

TEST(ScoreTest, the_needs_are_relaxed_as_the_promise_comes_near) {
    Need need{.skill = mail, .level = 3, .language = "ko", .target = 100min};
    auto beginner = agent(1), unskilled = agent(2), foreign = agent(3), off = agent(4), away = agent(5);
    beginner.languages = unskilled.languages = {"ko"};
    beginner.skills = {{mail, 1}};
    off.on_duty = false;
    away.online = false;
    auto at = [&](Duration slack, std::vector<Candidate> candidates) {
        need.slack = slack;
        return decide(Rule::score, need, candidates);
    };
    EXPECT_TRUE(at(50min, {beginner}).ranked.empty());
    EXPECT_EQ(at(49min, {beginner, unskilled}).ring, Ring::able);
    EXPECT_TRUE(at(25min, {unskilled}).ranked.empty());
    EXPECT_EQ(at(24min, {unskilled, foreign}).ring, Ring::anybody);
    EXPECT_TRUE(at(10min, {foreign}).ranked.empty());
    EXPECT_EQ(first(at(9min, {foreign, off})), foreign.id);
    EXPECT_TRUE(at(1min, {off}).ranked.empty());
    EXPECT_EQ(at(0min, {off, away}).ring, Ring::off_duty);
    EXPECT_TRUE(at(-5h, {away}).ranked.empty());
    // The narrowest ring that has anybody counts, however late it is.
    EXPECT_EQ(at(-5h, {beginner, foreign, off}).ring, Ring::able);
}

TEST(ScoreTest, a_capacity_of_nothing_is_never_relaxed) {
    auto none = agent(1);
    none.capacity = 0;
    EXPECT_EQ(fit_of(plenty_of_time(), none, Ring::off_duty), Fit::full);
}

TEST(ScoreTest, round_robin_and_longest_idle_know_turns_and_time_alone) {
    auto a = agent(1), b = agent(2);
    a.turn = 7, a.idle = 2h;
    b.turn = 5, b.idle = 1h;
    b.load = 9;
    EXPECT_EQ(first(decide(Rule::round_robin, plenty_of_time(), {a, b})), b.id);
    EXPECT_EQ(first(decide(Rule::longest_idle, plenty_of_time(), {a, b})), a.id);
    EXPECT_EQ(first(decide(Rule::score, plenty_of_time(), {a, b})), a.id);
}

TEST(ScoreTest, the_order_of_the_candidates_does_not_matter) {
    constexpr int rounds = 500, most = 8;
    std::mt19937_64 random{20261122};
    auto below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(random() % bound); };
    for (int round = 0; round < rounds; ++round) {
        std::vector<Candidate> candidates;
        for (int id = 1; id <= most; ++id) {
            auto one = agent(id);
            one.skills = {{below(3), 1 + below(5)}};
            one.load = below(12);
            one.online = below(4) > 0;
            one.on_duty = below(4) > 0;
            one.idle = 10min * below(9);
            one.turn = below(4);
            candidates.push_back(one);
        }
        Need need{.skill = below(3), .level = 1 + below(5), .language = "en", .slack = 1min * below(120), .target = 100min};
        for (auto rule : {Rule::score, Rule::round_robin, Rule::longest_idle}) {
            auto before = json::to_json(decide(rule, need, candidates));
            std::ranges::shuffle(candidates, random);
            ASSERT_EQ(json::to_json(decide(rule, need, candidates)), before) << "round " << round;
        }
    }
}

}  // namespace
}  // namespace goodhost::routing
