#include "roster/gaps.hpp"

#include <gtest/gtest.h>

namespace goodhost::roster {
namespace {

using namespace std::chrono;

Instant at(std::string_view text) { return *parse_rfc3339(text); }

class GapsTest : public ::testing::Test {
  protected:
    /// `name:from-to present/needed` in hours from Monday.
    std::string gaps(const std::vector<Requirement>& requirements, const std::string& zone = "UTC") {
        std::string text;
        auto hour = [&](Instant moment) { return std::to_string(duration_cast<hours>(moment - monday).count()); };
        for (auto& gap : find_gaps({requirements, spans, people, zone}, monday, monday + days{2}))
            text += (text.empty() ? "" : " ") + gap.name + ":" + hour(gap.from_at) + "-" + hour(gap.to_at) + " " +
                    std::to_string(gap.present) + "/" + std::to_string(gap.needed);
        return text;
    }
    Instant monday = at("2026-11-23T00:00:00Z");
    std::vector<Ability> people = {{{1}, {{{7}, 3}}, {"en", "ko"}}, {{2}, {{{7}, 1}}, {"en"}}, {{3}, {}, {"bn"}}};
    std::vector<DutySpan> spans = {
        {{1}, monday, monday + 10h, "", {}}, {{2}, monday + 8h, monday + 20h, "", {}}, {{3}, monday + 20h, monday + 48h, "", {}}};
};

TEST_F(GapsTest, too_few_people_are_a_gap_at_every_hour_that_needs_them) {
    EXPECT_EQ(gaps({{"one", 1, {}, {}, {}, {}}}), "");
    EXPECT_EQ(gaps({{"two", 2, {}, {}, {}, {}}}), "two:0-8 1/2 two:10-48 1/2");
    EXPECT_EQ(gaps({}), "");
}

TEST_F(GapsTest, a_skill_at_its_level_and_a_language_are_needed_too) {
    EXPECT_EQ(gaps({{"skill", 1, SkillId{7}, {}, {}, {}}}), "skill:20-48 0/1");
    EXPECT_EQ(gaps({{"level", 1, SkillId{7}, 2, {}, {}}}), "level:10-48 0/1");
    EXPECT_EQ(gaps({{"ko", 1, {}, {}, "ko", {}}, {"en", 2, {}, {}, "en", {}}}), "en:0-8 1/2 ko:10-48 0/1 en:10-20 1/2 en:20-48 0/2");
}

TEST_F(GapsTest, what_is_needed_for_some_severities_says_so) {
    using enum tickets::Severity;
    std::vector<Requirement> requirements = {{"two", 2, {}, {}, {}, {}, {critical, high}}};
    auto gaps = find_gaps({requirements, spans, people, "UTC"}, monday, monday + 8h);
    ASSERT_EQ(gaps.size(), 1u);
    EXPECT_EQ(gaps[0].severities, requirements[0].severities);
}

TEST_F(GapsTest, hours_are_those_of_the_zone) {
    std::vector<WeekHours> office = {{Weekday::monday, "09:00", "17:00"}, {Weekday::tuesday, "22:00", "02:00"}};
    EXPECT_EQ(gaps({{"two", 2, {}, {}, {}, office}}), "two:10-17 1/2 two:46-48 1/2");
    EXPECT_EQ(gaps({{"two", 2, {}, {}, {}, office}}, "Asia/Seoul"), "two:0-8 1/2 two:37-41 1/2");
}

}  // namespace
}  // namespace goodhost::roster
