#include "promises/reckoning.hpp"

#include <gtest/gtest.h>

namespace goodhost::promises {
namespace {

using namespace std::chrono_literals;

const Instant noon = *parse_rfc3339("2026-06-01T12:00:00Z");

Terms eight_hours() {
    Policy policy;
    policy.name = "Normal";
    policy.targets.resolution = Target{480};
    Terms terms;
    terms.policy = policy;
    return terms;
}

/// Due, when it began at noon and stood still so.
std::optional<Instant> due_after(std::vector<Pause> pauses) {
    Book book;
    Clock clock;
    clock.kind = PromiseKind::resolution;
    clock.started_at = noon;
    clock.pauses = std::move(pauses);
    book.clocks.push_back(clock);
    reckon(book, eight_hours());
    return book.clocks.front().due_at;
}

TEST(ReckoningTest, what_stands_still_is_owed_later) {
    EXPECT_EQ(due_after({}), noon + 8h);
    EXPECT_EQ(due_after({{noon + 1h, noon + 2h}, {noon + 3h, noon + 5h}}), noon + 11h);
    EXPECT_EQ(due_after({{noon + 1h, noon + 2h}, {noon + 3h, {}}}), std::nullopt);
}

TEST(ReckoningTest, regression_a_clock_that_was_set_back_takes_nothing_of_a_pause_away) {
    EXPECT_EQ(due_after({{noon + 2h, noon + 2h}, {noon + 1h, noon + 3h}}), noon + 10h);
    EXPECT_EQ(due_after({{noon + 2h, noon + 4h}, {noon + 3h, noon + 5h}}), noon + 11h) << "an hour that was shown twice stands once";
    EXPECT_EQ(due_after({{noon + 2h, noon + 4h}, {noon + 1h, {}}}), std::nullopt);
}

}  // namespace
}  // namespace goodhost::promises
