#include "roster/duty.hpp"

#include <gtest/gtest.h>

namespace goodhost::roster {
namespace {

using namespace std::chrono;

Instant at(std::string_view text) { return *parse_rfc3339(text); }

Plan plan_of(std::string zone, std::vector<Layer> layers) { return {from_millis(0), std::move(zone), std::move(layers)}; }

Layer turns(std::int64_t every, Unit unit, std::string starts_at, std::vector<AgentId> agents = {{1}, {2}, {3}}) {
    return {"Turns", std::move(agents), Rotation{every, unit, std::move(starts_at)}, {}, {}};
}

/// `2:01-05` for everybody's time, agent and hours from `begin`.
std::string told(const std::vector<DutySpan>& spans, Instant begin) {
    std::string text;
    for (auto& span : spans)
        text += (text.empty() ? "" : " ") + std::to_string(span.agent_id.value) + ":" +
                std::to_string(duration_cast<hours>(span.from_at - begin).count()) + "-" +
                std::to_string(duration_cast<hours>(span.to_at - begin).count());
    return text;
}

/// The length of the turn that runs at an instant.
hours turn_at(const Layer& layer, std::string_view when) {
    Duty duty({{plan_of("America/Chicago", {layer})}, {}, {}, {}});
    auto moment = at(when);
    for (auto& span : duty.spans(moment - days{10}, moment + days{10}))
        if (span.from_at <= moment && moment < span.to_at) return duration_cast<hours>(span.to_at - span.from_at);
    return hours{};
}

/// The hand-offs that GoAlert tests, America/Chicago 2017.
TEST(duty, hand_offs_follow_the_wall_clock_when_the_clocks_change) {
    auto weekly = turns(1, Unit::weeks, "2017-03-10T08:00"), before_winter = turns(1, Unit::weeks, "2017-11-04T08:00");
    EXPECT_EQ(turn_at(weekly, "2017-03-11T12:00:00Z"), 167h);
    EXPECT_EQ(turn_at(before_winter, "2017-11-05T12:00:00Z"), 169h);
    EXPECT_EQ(turn_at(turns(1, Unit::days, "2017-03-11T08:00"), "2017-03-11T15:00:00Z"), 23h);
    EXPECT_EQ(turn_at(turns(1, Unit::days, "2017-11-04T08:00"), "2017-11-04T15:00:00Z"), 25h);
    EXPECT_EQ(turn_at(turns(3, Unit::hours, "2017-03-12T00:00"), "2017-03-12T06:00:00Z"), 2h);
    EXPECT_EQ(turn_at(turns(3, Unit::hours, "2017-11-05T00:00"), "2017-11-05T05:00:00Z"), 4h);
    EXPECT_EQ(turn_at(turns(1, Unit::hours, "2017-11-05T01:00"), "2017-11-05T06:30:00Z"), 2h);
    EXPECT_EQ(turn_at(turns(1, Unit::hours, "2017-11-05T01:00"), "2017-11-05T07:30:00Z"), 2h);
}

TEST(duty, an_hour_that_is_skipped_is_nobodys_turn) {
    Duty duty({{plan_of("America/Chicago", {turns(1, Unit::hours, "2017-03-12T00:00")})}, {}, {}, {}});
    auto midnight = at("2017-03-12T06:00:00Z");
    EXPECT_EQ(told(duty.spans(midnight, midnight + 4h), midnight), "1:0-1 2:1-2 1:2-3 2:3-4");
}

TEST(duty, before_its_start_a_rotation_has_nobody) {
    Duty duty({{plan_of("UTC", {turns(1, Unit::days, "2026-11-23T08:00")})}, {}, {}, {}});
    EXPECT_TRUE(duty.on_duty(at("2026-11-23T07:59:59Z")).empty());
    EXPECT_EQ(duty.on_duty(at("2026-11-23T08:00:00Z")).at(0).agent_id.value, 1);
    EXPECT_EQ(duty.on_duty(at("2026-11-26T08:00:00Z")).at(0).agent_id.value, 1);
}

TEST(duty, the_last_listed_layer_that_has_somebody_wins) {
    auto always = turns(1, Unit::weeks, "2026-01-05T00:00", {{1}});
    Layer nights{"Nights", {{2}, {3}}, std::nullopt, {{Weekday::monday, "22:00", "06:00"}}, {}};
    Duty duty({{plan_of("UTC", {always, nights})}, {}, {}, {}});
    auto monday = at("2026-11-23T00:00:00Z");
    EXPECT_EQ(told(duty.spans(monday, monday + days{2}), monday), "1:0-22 2:22-30 3:22-30 1:30-48");
    // Whoever is away does not cover those below.
    Duty alone({{plan_of("UTC", {always, nights})}, {}, {{{2}, monday, monday + days{2}}, {{3}, monday + 24h, monday + days{2}}}, {}});
    EXPECT_EQ(told(alone.spans(monday, monday + days{2}), monday), "1:0-22 3:22-24 1:24-48");
}

TEST(duty, shifts_stand_beside_each_other) {
    Layer sun{"Sun", {}, std::nullopt, {}, {}};
    for (int day = 0; day < 7; ++day) {
        auto weekday = static_cast<Weekday>(day);
        sun.shifts.push_back({weekday, "00:00", "09:00", {{1}}});
        sun.shifts.push_back({weekday, "07:00", "16:00", {{2}, {3}}});
        sun.shifts.push_back({weekday, "14:00", "23:00", {{4}}});
    }
    Duty duty({{plan_of("UTC", {sun})}, {}, {}, {}});
    auto day = at("2026-11-23T00:00:00Z");
    EXPECT_EQ(told(duty.spans(day, day + 25h), day), "1:0-9 2:7-16 3:7-16 4:14-23 1:24-25");
    EXPECT_TRUE(duty.on_duty(day + 23h + 30min).empty());
}

TEST(duty, overrides_stand_above_all) {
    auto day = at("2026-11-23T00:00:00Z");
    DutyFacts facts{{plan_of("UTC", {{"Pair", {{1}, {2}}, std::nullopt, {}, {}}})}, {}, {}, {}};
    facts.overrides = {{{1}, {3}, OverrideKind::instead, AgentId{2}, day + 2h, day + 6h, {}},
                       {{2}, {4}, OverrideKind::beside, {}, day + 4h, day + 8h, {}},
                       {{3}, {5}, OverrideKind::alone, {}, day + 7h, day + 9h, {}},
                       {{4}, {6}, OverrideKind::instead, AgentId{5}, day + 8h, day + 9h, {}},
                       {{5}, {7}, OverrideKind::instead, AgentId{9}, day, day + 9h, {}}};
    EXPECT_EQ(told(Duty(facts).spans(day, day + 10h), day), "1:0-7 2:0-2 3:2-6 4:4-7 2:6-7 5:7-8 6:8-9 1:9-10 2:9-10");
    // Who stands in for somebody on leave is on duty; who is on leave stands in for nobody.
    facts.overrides = {{{1}, {3}, OverrideKind::instead, AgentId{2}, day, day + 4h, {}}};
    facts.absences = {{{2}, day, day + 6h}, {{3}, day + 2h, day + 3h}};
    EXPECT_EQ(told(Duty(facts).spans(day, day + 8h), day), "1:0-8 3:0-2 3:3-4 2:6-8");
}

TEST(duty, a_new_plan_leaves_what_was_as_it_was) {
    auto day = at("2026-11-23T00:00:00Z");
    auto first = plan_of("UTC", {{"One", {{1}}, std::nullopt, {}, {}}});
    Plan second{day + 12h, "Asia/Seoul", {{"Two", {{2}}, std::nullopt, {{Weekday::tuesday, "00:00", "06:00"}}, {}}}};
    Duty duty({{first, second}, {}, {}, day + 20h});
    EXPECT_EQ(told(duty.spans(day, day + 30h), day), "1:0-12 2:15-20");
}

TEST(duty, what_is_wrong_with_a_plan_is_told_by_field) {
    Layer bad{"", {}, Rotation{1, Unit::days, "tomorrow"}, {{Weekday::monday, "24:00", "25:00"}}, {{Weekday::monday, "9", "10:00", {}}}};
    FieldProblems problems;
    check_plan(plan_of("Mars/Olympus", {bad}), problems);
    std::string text;
    for (auto& problem : problems.take()) text += problem.field + ":" + problem.code + " ";
    EXPECT_EQ(text,
              "time_zone:unknown_value layers[0].name:required layers[0].agents:required layers[0].rotation.starts_at:roster.bad_start "
              "layers[0].hours[0].from:roster.bad_time layers[0].hours[0].to:roster.bad_time layers[0].shifts[0].from:roster.bad_time ");
}

}  // namespace
}  // namespace goodhost::roster
