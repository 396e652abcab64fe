#include "email/quiet_hours.hpp"

#include <gtest/gtest.h>

namespace goodhost::email {
namespace {

Instant at(std::string_view text) { return *parse_rfc3339(text); }

TEST(QuietHoursTest, mail_waits_for_the_morning_in_the_agents_own_zone) {
    const QuietHours night{22 * 60, 7 * 60, "Asia/Seoul"};
    EXPECT_EQ(after_quiet(at("2026-11-20T12:59:00Z"), night), at("2026-11-20T12:59:00Z"));  // 21:59
    EXPECT_EQ(after_quiet(at("2026-11-20T13:00:00Z"), night), at("2026-11-20T22:00:00Z"));  // 22:00
    EXPECT_EQ(after_quiet(at("2026-11-20T21:59:00Z"), night), at("2026-11-20T22:00:00Z"));  // 06:59
    EXPECT_EQ(after_quiet(at("2026-11-20T22:00:00Z"), night), at("2026-11-20T22:00:00Z"));  // 07:00
    const QuietHours lunch{12 * 60, 13 * 60, "UTC"};
    EXPECT_EQ(after_quiet(at("2026-11-20T12:30:00Z"), lunch), at("2026-11-20T13:00:00Z"));
    EXPECT_EQ(after_quiet(at("2026-11-20T13:00:00Z"), lunch), at("2026-11-20T13:00:00Z"));
    EXPECT_EQ(after_quiet(at("2026-11-20T12:30:00Z"), {}), at("2026-11-20T12:30:00Z"));
    EXPECT_EQ(after_quiet(at("2026-11-20T12:30:00Z"), {720, 780, "Mars/Olympus"}), at("2026-11-20T13:00:00Z"));
}

TEST(QuietHoursTest, an_hour_that_clocks_skip_does_not_confuse) {
    const QuietHours early{60, 150, "Europe/Berlin"};  // until 02:30, which does not exist on 29 March 2026
    auto end = after_quiet(at("2026-03-29T00:30:00Z"), early);
    EXPECT_EQ(end, at("2026-03-29T01:00:00Z"));
}

}  // namespace
}  // namespace goodhost::email
