#include "promises/ical.hpp"

#include <gtest/gtest.h>

#include <random>

namespace goodhost::promises {
namespace {

/// As public bodies write them: folded lines, escapes, days of several, moving feasts named one by one.
constexpr std::string_view bank_holidays =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Holidays//EN\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nBEGIN:STANDARD\r\nDTSTART:19701025T020000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226\r\nSUMMARY:Christmas\\, first day\r\nRRULE:FREQ=YEARLY\r\n"
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good\r\n  Friday\r\nEND:VEVENT\r\n"
    "begin:vevent\ndtstart;value=date:20270206\ndtend;value=date:20270209\nsummary;LANGUAGE=\"x:y\":설날\nend:vevent\n"
    "BEGIN:VEVENT\r\nDTSTART:20260501T090000Z\r\nSUMMARY:A meeting\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260525\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\r\nSUMMARY:Spring\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260831\r\nSTATUS:CANCELLED\r\nSUMMARY:Not this year\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

TEST(ical, whole_days_become_holidays_and_what_is_none_is_counted) {
    auto read = read_holidays(bank_holidays);
    ASSERT_TRUE(read);
    std::string found;
    for (auto& day : read->holidays) found += day.date + (day.yearly ? " yearly " : " ") + day.name + "\n";
    EXPECT_EQ(found, "2026-12-25 yearly Christmas, first day\n2026-04-03 Good Friday\n2027-02-06 설날\n2027-02-07 설날\n2027-02-08 설날\n");
    EXPECT_EQ(read->skipped, 3);
}

TEST(ical, what_is_no_calendar_is_refused_and_what_is_cut_off_gives_what_it_has) {
    EXPECT_FALSE(read_holidays("date,name\n2026-12-25,Christmas\n"));
    EXPECT_FALSE(read_holidays(""));
    EXPECT_FALSE(read_holidays(std::string((1 << 20) + 1, 'x')));
    auto half = read_holidays(bank_holidays.substr(0, bank_holidays.find("SUMMARY:Good")));
    ASSERT_TRUE(half);
    EXPECT_EQ(half->holidays.size(), 1u);
}

TEST(ical, any_bytes_are_read_within_bounds) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random(seed);
    for (int round = 0; round < 2000; ++round) {
        std::string text(bank_holidays);
        for (int change = 0; change < 20; ++change) {
            auto at = random() % text.size();
            if (random() % 3 == 0)
                text.erase(at, random() % 30);
            else
                text[at] = static_cast<char>(random());
            if (text.empty()) break;
        }
        auto read = read_holidays(text);
        if (!read) continue;
        for (auto& day : read->holidays) EXPECT_TRUE(parse_day(day.date)) << day.date;
        EXPECT_LE(read->holidays.size(), 5000u);
    }
}

}  // namespace
}  // namespace goodhost::promises
