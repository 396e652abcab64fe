#include "roster/strain.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace goodhost::roster {
namespace {

using namespace std::chrono;

class StrainTest : public ::testing::Test {
  protected:
    Instant monday = *parse_rfc3339("2026-11-23T00:00:00Z");
    /// From and to in hours from Monday; `changed`: by an override.
    DutySpan shift(int from, int to, bool changed = false) const {
        return {{1}, monday + hours{from}, monday + hours{to}, "", changed ? std::optional{OverrideId{9}} : std::nullopt};
    }
    /// `rest:16-22 6/11 week:0-168 50/48`
    std::string strains(const std::vector<DutySpan>& spans, const std::string& zone = "UTC") const {
        std::string text;
        auto hour = [&](Instant at) { return std::to_string(duration_cast<hours>(at - monday).count()); };
        for (auto& one : find_strains({{1}, spans, 11, 48, *Zone::find(zone)}))
            text += (text.empty() ? "" : " ") + std::string(one.kind == StrainKind::short_rest ? "rest:" : "week:") + hour(one.from_at) +
                    "-" + hour(one.to_at) + " " + std::to_string(std::lround(one.hours)) + "/" + std::to_string(one.limit);
        return text;
    }
};

TEST_F(StrainTest, a_rest_that_a_change_cuts_short_is_told) {
    EXPECT_EQ(strains({shift(8, 16), shift(22, 30, true)}), "rest:16-22 6/11");
    EXPECT_EQ(strains({shift(8, 16, true), shift(22, 30)}), "rest:16-22 6/11");
    EXPECT_EQ(strains({shift(8, 16), shift(27, 35, true)}), "");
    EXPECT_EQ(strains({shift(22, 30, true), shift(8, 16)}), "rest:16-22 6/11");
}

TEST_F(StrainTest, what_the_plan_says_is_not_told_and_what_touches_is_one_shift) {
    EXPECT_EQ(strains({shift(8, 16), shift(22, 30)}), "");
    EXPECT_EQ(strains({shift(8, 16), shift(16, 20, true)}), "");
    EXPECT_EQ(strains({shift(8, 16), shift(12, 20, true)}), "");
}

TEST_F(StrainTest, a_week_that_a_change_makes_too_long_is_told_in_the_rosters_zone) {
    std::vector<DutySpan> week;
    for (int day = 0; day < 6; ++day) week.push_back(shift(day * 24 + 8, day * 24 + 16));
    EXPECT_EQ(strains(week), "");
    week.push_back(shift(6 * 24 + 8, 6 * 24 + 10, true));
    EXPECT_EQ(strains(week), "week:0-168 50/48");
    EXPECT_EQ(strains(week, "Asia/Seoul"), "week:-9-159 50/48");
    // Sunday evening in London is Monday morning in Seoul.
    week.back() = shift(6 * 24 + 20, 6 * 24 + 22, true);
    EXPECT_EQ(strains(week, "Asia/Seoul"), "");
}

}  // namespace
}  // namespace goodhost::roster
