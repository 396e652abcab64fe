#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/simulate/command.hpp"
#include "app/simulate/result.hpp"
#include "app/simulate/world.hpp"
#include "platform/json/json.hpp"
#include "platform/log/log.hpp"

namespace goodhost::simulate {
namespace {

using namespace std::chrono_literals;

std::string file_of_guides(const std::string& name) {
    std::ifstream in(std::string(GOODHOST_SOURCE_DIR) + "/docs/guides/" + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

Result result_of(const Scenario& scenario, std::uint64_t seed = 1) {
    log::set_level(log::Level::error);
    return simulated(scenario, seed);
}

/// Two days of a small host with somebody there by day.
Scenario small() {
    Scenario scenario;
    scenario.name = "small";
    scenario.start = "2026-03-28";
    scenario.time_zone = "Europe/Berlin";
    scenario.days = 2;
    scenario.arrivals.per_day = 20;
    Agent agent{.name = "Nia"};
    agent.shifts = {{{}, "08:00", "18:00"}};
    agent.first_word = {2, 5};
    scenario.agents = {agent};
    return scenario;
}

std::vector<std::string> faults_of(std::string_view text) {
    try {
        read_scenario(text);
    } catch (const Problem& problem) {
        std::vector<std::string> told;
        told.reserve(problem.fields.size());
        for (auto& field : problem.fields) told.push_back(field.field + " " + field.code);
        return told;
    }
    return {};
}

TEST(SimulateTest, the_same_seed_gives_the_same_result_to_the_byte_and_another_one_does_not) {
    auto one = json::to_json(result_of(small(), 4));
    EXPECT_EQ(one, json::to_json(result_of(small(), 4)));
    EXPECT_NE(one, json::to_json(result_of(small(), 5)));
}

TEST(SimulateTest, what_is_done_without_undoing_is_done_again_where_something_must_be_undone) {
    for (int crashes : {0, 40}) {
        auto scenario = small();
        if (crashes) scenario.faults.random_crashes = {static_cast<double>(crashes), 300};
        World world(scenario, 1);
        world.run();
        EXPECT_EQ(world.happenings().crashes > 0, crashes > 0);
        EXPECT_EQ(json::to_json(result_of(scenario)), json::to_json(tally(world)));
        World hasty(scenario, 1, db::Undo::none);
        if (crashes)
            EXPECT_THROW(hasty.run(), db::Crash);
        else
            EXPECT_NO_THROW(hasty.run());
    }
}

TEST(SimulateTest, a_new_host_keeps_most_promises_by_day_and_tells_why_others_broke) {
    auto scenario = small();
    scenario.days = 7;
    scenario.agents[0].count = 3;
    scenario.arrivals.hours = {1, 1, 1, 1, 1, 1, 1, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6, 4, 1, 1, 1, 1, 1, 1};
    auto result = result_of(scenario);
    EXPECT_GT(result.tickets, 90);
    EXPECT_LT(result.tickets, 200);
    auto& first = result.promises.first_response;
    EXPECT_GT(first.kept, result.tickets / 2);
    std::int64_t explained = 0;
    for (auto& [reason, count] : first.reasons) explained += count;
    EXPECT_EQ(explained, first.broken);
    EXPECT_GT(first.reasons.contains("nobody_on_duty") ? first.reasons.at("nobody_on_duty") : 0, 0);
    EXPECT_GT(result.occupancy, 0.05);
    EXPECT_LE(result.occupancy, 1.0);
    EXPECT_TRUE(result.chain_intact);
    EXPECT_TRUE(result.violations.empty());
    EXPECT_EQ(result.by_day.size(), 7u);
    std::int64_t tickets = 0, of_tiers = 0, of_severities = 0;
    for (auto& day : result.by_day) tickets += day.tickets;
    for (auto& [tier, group] : result.by_tier) of_tiers += group.tickets;
    for (auto& [severity, group] : result.by_severity) of_severities += group.tickets;
    EXPECT_EQ(tickets, result.tickets);
    EXPECT_EQ(of_tiers, result.tickets);
    EXPECT_EQ(of_severities, result.tickets);
    EXPECT_GT(result.waits.at("first_response").p50, 0);
    EXPECT_GE(result.waits.at("first_response").max, result.waits.at("first_response").p99);
}

TEST(SimulateTest, where_nobody_answers_the_owner_is_told_of_every_wait_over_the_cap) {
    auto scenario = small();
    scenario.agents[0].shifts.clear();
    scenario.days = 4;
    scenario.host.cap_minutes = 300;
    auto result = result_of(scenario);
    EXPECT_EQ(result.promises.first_response.kept, 0);
    EXPECT_GT(result.unattended.over_cap, 30);
    EXPECT_EQ(result.unattended.over_cap, result.unattended.owner_told_at_cap);
    EXPECT_GT(result.unattended.max_seconds, 3 * 86'400);
    EXPECT_GE(result.escalations, 2 * result.unattended.over_cap);
    EXPECT_TRUE(result.violations.empty());
}

TEST(SimulateTest, a_crash_loses_and_doubles_nothing) {
    auto scenario = small();
    scenario.faults.random_crashes = {40, 300};
    scenario.faults.crashes = {{"2026-03-28T10:00", 3600}};
    auto result = result_of(scenario);
    EXPECT_GT(result.faults.crashes, 20);
    EXPECT_GT(result.faults.lost_calls, 0);
    EXPECT_TRUE(result.violations.empty());
    EXPECT_TRUE(result.chain_intact);
}

TEST(SimulateTest, the_clock_of_the_machine_may_jump) {
    auto scenario = small();
    scenario.faults.clock_jumps = {{"2026-03-28T12:00", 3600}, {"2026-03-29T12:00", -1800}};
    auto result = result_of(scenario);
    EXPECT_EQ(result.faults.clock_jumps, 2);
    EXPECT_TRUE(result.chain_intact);
}

TEST(SimulateTest, who_vanishes_leaves_work_that_is_found) {
    auto scenario = small();
    scenario.arrivals.per_day = 200;
    scenario.faults.vanishing = {{"Nia", "2026-03-28T10:00", 20, 120}};
    auto calm = result_of([&] {
        auto other = scenario;
        other.faults = {};
        return other;
    }());
    auto result = result_of(scenario);
    EXPECT_EQ(result.faults.vanished_agents, 1);
    EXPECT_LT(result.by_agent[0].hours_on_duty, calm.by_agent[0].hours_on_duty - 7);
    EXPECT_LT(result.course.answers, calm.course.answers);
    EXPECT_TRUE(result.violations.empty());
}

TEST(SimulateTest, mail_comes_late) {
    auto scenario = small();
    scenario.arrivals.channels = {{"email", 1}};
    scenario.faults.mail_delays = {{"2026-03-28T00:00", "2026-03-30T00:00", {60, 90}}};
    EXPECT_GT(result_of(scenario).faults.delayed_mails, 10);
}

TEST(SimulateTest, what_is_arranged_can_change_on_the_way) {
    auto scenario = small();
    PolicyPlan hard{.name = "Normal"};
    hard.targets.first_response = Aim{1, {}};
    scenario.edits = {{"2026-03-28T06:00", 60, {}}, {"2026-03-28T06:00", {}, hard}};
    auto result = result_of(scenario);
    EXPECT_EQ(result.course.edits, 2);
    EXPECT_GT(result.promises.first_response.broken, result_of(small()).promises.first_response.broken);
    EXPECT_TRUE(result.violations.empty());
}

TEST(SimulateTest, a_scenario_is_checked_field_by_field) {
    EXPECT_EQ(faults_of(R"({"name":"x","start":"2026-02-30","time_zone":"Mars/Base","days":0,"speed":1})"),
              (std::vector<std::string>{"days out_of_range", "speed unknown_field"}));
    EXPECT_EQ(faults_of(R"({"name":"x","start":"2026-02-30","time_zone":"Mars/Base","days":1})"),
              (std::vector<std::string>{"start bad_date", "time_zone unknown_zone"}));
    EXPECT_EQ(
        faults_of(R"({"name":"x","start":"2026-03-02","time_zone":"UTC","days":1,
        "arrivals":{"hours":[1,2],"severities":{"awful":1},"bursts":[{"at":"noon","tickets":3,"minutes":1}]},
        "agents":[{"name":"Nia","role":"king","shifts":[{"from":"9","to":"17:00"}],"leave":[{"from":"x","to":"2026-03-02"}]}],
        "faults":{"vanishing":[{"agent":"Nobody","at":"2026-03-02T10:00","hours":1}]},
        "edits":[{"at":"2026-03-02T10:00"}]})"),
        (std::vector<std::string>{"arrivals.hours wrong_count", "arrivals.severities.awful unknown_value", "arrivals.bursts[0].at bad_time",
                                  "agents[0].role unknown_value", "agents[0].shifts[0].from promises.bad_time",
                                  "agents[0].leave[0].from bad_date", "faults.vanishing[0].agent unknown_value", "edits[0] required"}));
}

TEST(SimulateTest, the_schema_of_the_guide_is_the_programs_and_its_examples_are_scenarios) {
    EXPECT_EQ(file_of_guides("simulate.schema.json"), scenario_schema());
    for (auto name : {"two-agents", "three-agents", "night-shift", "on-call", "follow-the-sun", "bad-day"}) {
        auto scenario = read_scenario(file_of_guides("scenarios/" + std::string(name) + ".json"));
        scenario.days = std::min<std::int64_t>(scenario.days, 5);
        auto result = result_of(scenario);
        EXPECT_GT(result.tickets, 50) << name;
        EXPECT_TRUE(result.violations.empty()) << name << ": " << result.violations.front();
        EXPECT_TRUE(report_of(result).ends_with("</html>\n")) << name;
    }
}

TEST(SimulateTest, the_command_tells_by_its_exit_code_what_is_wrong) {
    auto folder = std::filesystem::temp_directory_path() / "goodhost-simulate-test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "bad.json") << "{}";
    EXPECT_EQ(run({.scenario = ""}), 64);
    EXPECT_EQ(run({.scenario = (folder / "none.json").string()}), 64);
    EXPECT_EQ(run({.scenario = (folder / "bad.json").string()}), 65);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace goodhost::simulate
