#include "roster/erlang.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace goodhost::roster {
namespace {

struct Known {
    double arrivals, handling;
    std::int64_t agents;
    double within, busy, wait, level, mean_wait, length;
};

constexpr double half_hour = 1800;

/// To every digit that the table has.
TEST(erlang, waiting_is_what_the_table_says) {
    const Known table[] = {
        {100 / half_hour, 180, 14, 20, 0.056819, 0.174132, 0.888350, 7.8359, 0.435330},
        {100 / half_hour, 180, 13, 20, 0.084339, 0.285270, 0.795595, 17.1162, 0.950902},
        {360 / half_hour, 240, 55, 15, 0.038374, 0.238701, 0.845883, 8.1840, 1.636806},
        {5.0 / 300, 300, 7, 20, 0.120519, 0.324150, 0.716313, 48.6225, 0.810375},
        {20.0 / 300, 300, 24, 20, 0.066097, 0.298072, 0.771698, 22.3554, 1.490361},
        {1.0 / 300, 300, 2, 20, 0.200000, 0.333333, 0.688164, 100.0000, 0.333333},
    };
    constexpr double sixth_digit = 0.5e-6, fourth_digit = 0.5e-4;
    for (auto& row : table) {
        Queue queue{row.arrivals, row.handling, row.agents};
        auto found = waiting(queue, row.within);
        EXPECT_NEAR(busy_share(queue), row.busy, sixth_digit) << row.agents;
        EXPECT_NEAR(found.wait_share, row.wait, sixth_digit) << row.agents;
        EXPECT_NEAR(found.service_level, row.level, sixth_digit) << row.agents;
        EXPECT_NEAR(found.mean_wait, row.mean_wait, fourth_digit) << row.agents;
        EXPECT_NEAR(found.queue_length, row.length, sixth_digit) << row.agents;
    }
}

TEST(erlang, callers_who_give_up_are_counted_as_the_table_does) {
    constexpr double sixth_digit = 0.5e-6;
    auto found = impatience({100 / half_hour, 180, 13}, {300, 20});
    EXPECT_NEAR(found.wait_share, 0.225797, sixth_digit);
    EXPECT_NEAR(found.abandon_share, 0.024963, sixth_digit);
    EXPECT_NEAR(found.mean_wait / 60, 0.124817, sixth_digit);
    EXPECT_NEAR(found.service_level, 0.858178, sixth_digit);
    EXPECT_NEAR(found.occupancy, 0.750028, sixth_digit);
}

TEST(erlang, callers_who_give_up_need_fewer_agents_unless_few_may) {
    constexpr double seconds_of_hour = 3600;
    for (double calls : {1.0, 12.0, 200.0}) {
        Queue queue{calls / seconds_of_hour, 180, 0};
        Target target{0.8, 20};
        auto by_level = agents_needed_by_patience(queue, {target, 120, 1});
        EXPECT_LE(by_level, agents_needed(queue, target));
        auto strict = agents_needed_by_patience(queue, {target, 120, 0.001});
        EXPECT_GE(strict, by_level);
        queue.agents = strict;
        EXPECT_LE(impatience(queue, {120, 20}).abandon_share, 0.001);
        queue.agents = by_level - 1;
        EXPECT_LT(impatience(queue, {120, 20}).service_level, target.share);
    }
    EXPECT_EQ(agents_needed_by_patience({}, {{0.8, 20}, 120, 1}), 0);
}

TEST(erlang, too_few_agents_have_a_queue_without_end_unless_callers_give_up) {
    Queue queue{100 / half_hour, 180, 10};
    EXPECT_TRUE(std::isinf(waiting(queue, 20).mean_wait));
    auto found = impatience(queue, {300, 20});
    EXPECT_GT(found.abandon_share, 0.05);
    EXPECT_LT(found.occupancy, 1);
    EXPECT_EQ(impatience({0, 180, 3}, {300, 20}).service_level, 1);
    EXPECT_EQ(impatience({100 / half_hour, 180, 0}, {300, 20}).occupancy, 0);
}

TEST(erlang, the_fewest_agents_that_reach_the_target_are_needed) {
    Queue queue{100 / half_hour, 180, 0};
    EXPECT_EQ(agents_needed(queue, {0.8, 20}), 14);
    EXPECT_EQ(agents_needed(queue, {0.79, 20}), 13);
    EXPECT_EQ(agents_needed({0, 180, 0}, {0.8, 20}), 0);
    EXPECT_EQ(agents_planned(14, 0.3), 20);
    EXPECT_EQ(agents_planned(4.2, 0.3), 6);
}

}  // namespace
}  // namespace goodhost::roster
