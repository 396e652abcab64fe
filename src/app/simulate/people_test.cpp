#include <gtest/gtest.h>

#include "app/simulate/figures.hpp"
#include "app/simulate/result.hpp"
#include "app/simulate/world.hpp"
#include "platform/log/log.hpp"

/// Routing, rosters and escalation in a simulation.
namespace goodhost::simulate {
namespace {

Result result_of(const Scenario& scenario) {
    log::set_level(log::Level::error);
    World world(scenario, 1);
    world.run();
    return tally(world);
}

Agent agent(const std::string& name, const std::string& from, const std::string& to) {
    Agent agent{.name = name};
    agent.shifts = {{{}, from, to}};
    agent.first_word = Spread{2, 5};
    agent.misses_pages = 0;
    agent.answers_pages = Spread{3, 5};
    return agent;
}

/// Two by day, and one critical ticket in the middle of the night.
Scenario night() {
    Scenario scenario;
    scenario.name = "night";
    scenario.start = "2026-03-02";
    scenario.time_zone = "Europe/Berlin";
    scenario.days = 2;
    scenario.agents = {agent("Nia", "08:00", "16:00"), agent("Owen", "09:00", "17:00")};
    scenario.arrivals.bursts = {{"2026-03-03T02:00", 1, 0, "downtime", "critical"}};
    return scenario;
}

RosterPlan nights(const std::vector<std::string>& agents) {
    RosterPlan plan{.name = "Nights", .time_zone = {}, .layers = {}, .on_call = true};
    plan.layers.push_back({"Turns", agents, roster::Rotation{1, roster::Unit::weeks, "2026-03-02T08:00"}, {{{}, "17:00", "08:00"}}, {}});
    return plan;
}

TEST(SimulatedPeopleTest, who_is_on_call_sees_to_a_critical_ticket_at_night) {
    auto alone = result_of(night());
    EXPECT_EQ(alone.promises.first_response.broken, 1);
    EXPECT_GE(alone.pages.seen_to_after.max, 5 * 3'600);
    auto scenario = night();
    scenario.host.rosters = {nights({"Owen", "Nia"})};
    auto result = result_of(scenario);
    EXPECT_EQ(result.promises.first_response.kept, 1);
    EXPECT_EQ(result.pages.seen_to_by, (std::map<std::string, std::int64_t>{{"Owen", 1}}));
    EXPECT_EQ(result.pages.seen_to_at, (std::map<std::string, std::int64_t>{{"step 1", 1}}));
    EXPECT_LT(result.pages.seen_to_after.max, 900);
    EXPECT_TRUE(result.violations.empty());
}

TEST(SimulatedPeopleTest, who_has_vanished_answers_no_page_and_the_next_one_is_called) {
    auto scenario = night();
    scenario.agents[0].role = "lead";
    scenario.agents[0].answers_pages_off_duty = Spread{3, 4};
    scenario.host.rosters = {nights({"Owen"})};
    scenario.faults.vanishing = {{"Owen", "2026-03-02T18:00", 12, {}}};
    auto result = result_of(scenario);
    EXPECT_EQ(result.pages.seen_to_by, (std::map<std::string, std::int64_t>{{"Nia", 1}}));
    EXPECT_EQ(result.pages.seen_to_at, (std::map<std::string, std::int64_t>{{"step 2", 1}}));
}

TEST(SimulatedPeopleTest, leave_is_the_rosters_own) {
    auto scenario = night();
    scenario.agents[0].leave = {{"2026-03-02", "2026-03-02"}};
    auto result = result_of(scenario);
    EXPECT_EQ(result.by_agent[0].hours_on_duty, 8);
    EXPECT_EQ(result.by_agent[1].hours_on_duty, 16);
}

/// One critical ticket in the morning: a solution is promised within the hour, and from then on a report every half hour.
Scenario long_work() {
    auto scenario = night();
    scenario.agents = {agent("Nia", "08:00", "16:00")};
    scenario.agents[0].handling = {{"*", {240, 240}}};
    scenario.arrivals.bursts = {{"2026-03-02T09:00", 1, 0, "downtime", "critical"}};
    scenario.work.solves = 1;
    scenario.work.holds = 0;
    scenario.work.reassesses = 0;
    scenario.customers.duplicates = scenario.customers.reopens = 0;
    return scenario;
}

TEST(SimulatedPeopleTest, who_works_longer_than_was_promised_reports_meanwhile) {
    auto result = result_of(long_work());
    EXPECT_EQ(result.promises.resolution.broken, 1);
    EXPECT_GE(result.promises.report.kept, 4);
    EXPECT_EQ(result.promises.report.broken, 0);
    EXPECT_TRUE(result.violations.empty());
}

TEST(SimulatedPeopleTest, who_has_vanished_reports_nothing) {
    auto scenario = long_work();
    scenario.days = 1;
    scenario.faults.vanishing = {{"Nia", "2026-03-02T09:30", 24, {}}};
    auto result = result_of(scenario);
    EXPECT_EQ(result.promises.report.kept, 0);
    EXPECT_GE(result.promises.report.broken, 1);
}

TEST(SimulatedPeopleTest, what_is_on_hold_is_taken_up_before_its_report_is_due) {
    auto scenario = long_work();
    scenario.agents[0].handling = {{"*", {10, 10}}};
    scenario.work.solves = 0;
    scenario.work.holds = 1;
    scenario.work.report_after = Spread{90, 90};
    scenario.days = 1;
    auto result = result_of(scenario);
    EXPECT_GE(result.promises.report.kept, 3);
    // The last one falls due after the shift.
    EXPECT_EQ(result.promises.report.broken, 1);
}

Scenario busy(const std::optional<routing::Rule>& rule) {
    auto scenario = night();
    scenario.days = 3;
    scenario.arrivals.per_day = 20;
    scenario.agents[1].skills = {"billing", "question"};
    scenario.agents[0].levels = {{"downtime", 3}};
    if (rule) scenario.host.routing = RoutingPlan{rule, {}};
    return scenario;
}

TEST(SimulatedPeopleTest, every_rule_gives_everybody_work_and_the_same_customers_write) {
    auto chosen = result_of(busy({}));
    for (auto rule : {routing::Rule::score, routing::Rule::round_robin, routing::Rule::longest_idle}) {
        auto result = result_of(busy(rule));
        EXPECT_GT(result.promises.first_response.kept, 10);
        for (auto& one : result.by_agent) EXPECT_GT(one.tickets_taken, 10) << one.name;
        EXPECT_TRUE(result.violations.empty());
        EXPECT_NEAR(static_cast<double>(result.tickets), static_cast<double>(chosen.tickets), 20);
    }
}

TEST(SimulatedPeopleTest, what_was_in_the_hands_of_somebody_who_vanished_is_given_back) {
    auto scenario = busy(routing::Rule::score);
    scenario.faults.vanishing = {{"Owen", "2026-03-02T11:00", 60, {}}};
    auto result = result_of(scenario);
    EXPECT_EQ(result.faults.vanished_agents, 1);
    EXPECT_GT(result.by_agent[0].tickets_taken, result.by_agent[1].tickets_taken);
    EXPECT_EQ(result.unattended.over_cap, result.unattended.owner_told_at_cap);
    EXPECT_TRUE(result.violations.empty());
}

TEST(SimulatedPeopleTest, evenness_is_nought_and_all_for_one_is_nearly_one) {
    EXPECT_DOUBLE_EQ(unevenness({3, 3, 3, 3}), 0);
    EXPECT_DOUBLE_EQ(unevenness({0, 0, 0, 8}), 0.75);
    EXPECT_DOUBLE_EQ(unevenness({}), 0);
}

TEST(SimulatedPeopleTest, people_and_levels_of_a_scenario_are_checked) {
    try {
        read_scenario(R"({"name":"x","start":"2026-03-02","time_zone":"UTC","days":1,"arrivals":{"per_day":1},
            "agents":[{"name":"Nia","count":2,"levels":{"slow":9}}],
            "host":{"needs":{"slow":0},"rosters":[{"name":"Nights","layers":[{"name":"Turns","agents":["Nia 2","Rhys"],
              "rotation":{"every":1,"unit":"days","starts_at":"noon"},"shifts":[{"from":"9","to":"10:00","agents":["Nia"]}]}]}],
              "ladders":[{"name":"Critical","steps":[{"after_minutes":0,"targets":[{"kind":"roster","name":"Days"}],"means":["desk"]}]}]}})");
        FAIL() << "it was taken";
    } catch (const Problem& problem) {
        std::string told;
        for (auto& field : problem.fields) told += field.field + " " + field.code + "\n";
        EXPECT_EQ(told,
                  "host.needs.slow out_of_range\nhost.rosters[0].layers[0].agents[1] unknown_value\n"
                  "host.rosters[0].layers[0].rotation.starts_at bad_time\nhost.rosters[0].layers[0].shifts[0].from promises.bad_time\n"
                  "host.ladders[0].steps[0].targets[0].name unknown_value\nagents[0].levels.slow out_of_range\n");
    }
}

}  // namespace
}  // namespace goodhost::simulate
