#include "email/filter_guard.hpp"

#include <gtest/gtest.h>

namespace goodhost::email {
namespace {

using namespace std::chrono_literals;

TEST(FilterGuardTest, one_that_is_silent_twice_is_left_alone_for_a_minute_and_then_asked_by_one) {
    FilterGuard guard;
    Instant now{1h};
    guard.note(Filter::spam, false, now);
    EXPECT_TRUE(guard.may_ask(Filter::spam, now));
    guard.note(Filter::spam, false, now);
    EXPECT_FALSE(guard.may_ask(Filter::spam, now + 59s));
    EXPECT_TRUE(guard.may_ask(Filter::viruses, now));
    EXPECT_TRUE(guard.may_ask(Filter::spam, now + 60s));
    EXPECT_FALSE(guard.may_ask(Filter::spam, now + 61s));
    guard.note(Filter::spam, false, now + 70s);
    EXPECT_FALSE(guard.may_ask(Filter::spam, now + 125s));
    guard.note(Filter::spam, true, now + 131s);
    EXPECT_TRUE(guard.may_ask(Filter::spam, now + 131s));
    guard.note(Filter::spam, false, now + 132s);
    EXPECT_TRUE(guard.may_ask(Filter::spam, now + 132s));
}

}  // namespace
}  // namespace goodhost::email
