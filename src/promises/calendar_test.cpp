#include "promises/calendar.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <random>

namespace goodhost::promises {
namespace {

using namespace std::chrono;

Instant at(std::string_view text) { return *parse_rfc3339(text); }

Hours office(std::string zone) {
    Hours hours{std::move(zone), {}, {}};
    for (auto day : {Weekday::monday, Weekday::tuesday, Weekday::wednesday, Weekday::thursday, Weekday::friday})
        hours.spans.push_back({day, "09:00", "17:00"});
    return hours;
}

Hours always(std::string zone, std::string from = "00:00", std::string to = "24:00") {
    Hours hours{std::move(zone), {}, {}};
    for (int day = 0; day < 7; ++day) hours.spans.push_back({static_cast<Weekday>(day), from, to});
    return hours;
}

std::vector<std::string> faults(const Hours& hours) {
    FieldProblems problems;
    check_hours(hours, problems);
    std::vector<std::string> found;
    for (auto& problem : problems.take()) found.push_back(problem.field + ":" + problem.code);
    return found;
}

TEST(calendar, what_is_due_after_the_weekend_is_due_on_monday) {
    Calendar calendar(office("Europe/Berlin"));
    // Friday 16:00 in Berlin is 15:00 UTC; one hour is left of Friday.
    EXPECT_EQ(calendar.due(at("2026-11-20T15:00:00Z"), 4h), at("2026-11-23T11:00:00Z"));
    EXPECT_EQ(calendar.elapsed(at("2026-11-20T15:00:00Z"), at("2026-11-23T11:00:00Z")), 4h);
    EXPECT_EQ(calendar.due(at("2026-11-21T03:00:00Z"), 1s), at("2026-11-23T08:00:01Z"));
    EXPECT_EQ(calendar.elapsed(at("2026-11-21T00:00:00Z"), at("2026-11-22T23:00:00Z")), 0h);
}

TEST(calendar, a_day_has_several_spans_and_one_may_pass_midnight) {
    Hours hours{"UTC", {{Weekday::friday, "08:00", "12:00"}, {Weekday::friday, "13:00", "16:00"}, {Weekday::friday, "22:00", "06:00"}}, {}};
    Calendar calendar(hours);
    EXPECT_EQ(calendar.due(at("2026-11-20T11:00:00Z"), 2h), at("2026-11-20T14:00:00Z"));
    EXPECT_EQ(calendar.due(at("2026-11-20T16:00:00Z"), 3h), at("2026-11-21T01:00:00Z"));
    EXPECT_EQ(calendar.elapsed(at("2026-11-20T00:00:00Z"), at("2026-11-22T00:00:00Z")), 15h);
}

TEST(calendar, a_holiday_closes_what_begins_on_it_and_a_half_day_has_hours_of_its_own) {
    auto hours = office("UTC");
    hours.spans.push_back({Weekday::thursday, "22:00", "06:00"});
    hours.holidays = {{"2026-12-25", "Christmas", true, {}}, {"2026-12-24", "Christmas Eve", false, {{"09:00", "12:00"}}}};
    Calendar calendar(hours);
    // Thursday is a half day without its night; Friday is closed; the year after, the 24th is an ordinary Friday again.
    EXPECT_EQ(calendar.elapsed(at("2026-12-24T00:00:00Z"), at("2026-12-27T00:00:00Z")), 3h);
    EXPECT_EQ(calendar.elapsed(at("2027-12-24T00:00:00Z"), at("2027-12-26T00:00:00Z")), 14h);
    // A night that began before the holiday goes on into it.
    EXPECT_EQ(calendar.elapsed(at("2026-12-17T22:00:00Z"), at("2026-12-18T06:00:00Z")), 8h);
}

TEST(calendar, the_29th_of_february_comes_in_leap_years_only) {
    auto hours = always("UTC");
    hours.holidays = {{"2024-02-29", "Leap day", true, {}}};
    Calendar calendar(hours);
    EXPECT_EQ(calendar.elapsed(at("2028-02-28T00:00:00Z"), at("2028-03-02T00:00:00Z")), 48h);
    EXPECT_EQ(calendar.elapsed(at("2027-02-28T00:00:00Z"), at("2027-03-02T00:00:00Z")), 48h);
}

/// The hand-offs that GoAlert tests, America/Chicago 2017, as hours of the wall clock.
TEST(calendar, changes_of_the_clocks_make_days_of_23_and_25_hours) {
    Calendar calendar(always("America/Chicago"));
    EXPECT_EQ(calendar.elapsed(at("2017-03-11T14:00:00Z"), at("2017-03-12T13:00:00Z")), 23h);
    EXPECT_EQ(calendar.elapsed(at("2017-11-04T13:00:00Z"), at("2017-11-05T14:00:00Z")), 25h);
    EXPECT_EQ(calendar.elapsed(at("2017-03-10T14:00:00Z"), at("2017-03-17T13:00:00Z")), 167h);
    Calendar night(always("America/Chicago", "00:00", "03:00"));
    EXPECT_EQ(night.elapsed(at("2017-03-12T06:00:00Z"), at("2017-03-13T05:00:00Z")), 2h);
    EXPECT_EQ(night.elapsed(at("2017-11-05T05:00:00Z"), at("2017-11-06T06:00:00Z")), 4h);
    Calendar twice(always("America/Chicago", "01:00", "02:00"));
    EXPECT_EQ(twice.elapsed(at("2017-11-05T05:00:00Z"), at("2017-11-06T06:00:00Z")), 2h);
    Calendar skipped(always("America/Chicago", "02:00", "03:00"));
    EXPECT_EQ(skipped.elapsed(at("2017-03-12T06:00:00Z"), at("2017-03-13T05:00:00Z")), 0h);
}

TEST(calendar, what_is_no_calendar_is_told_by_field) {
    using Found = std::vector<std::string>;
    EXPECT_EQ(faults({"Mars/Olympus", {}, {}}), (Found{"time_zone:unknown_value", "spans:required"}));
    auto hours = office("UTC");
    hours.spans[0].from = "24:00";
    hours.spans[1].to = "9:00";
    hours.holidays = {{"2026-02-30", "", false, {}}, {"2026-01-01", "", true, {{"08:60", "12:00"}}}};
    EXPECT_EQ(faults(hours), (Found{"spans[0].from:promises.bad_time", "spans[1].to:promises.bad_time",
                                    "holidays[0].date:promises.bad_date", "holidays[1].open[0].from:promises.bad_time"}));
    EXPECT_THROW(Calendar{hours}, Problem);
}

TEST(calendar, one_that_never_opens_counts_as_always_open) {
    Hours hours{"UTC", {{Weekday::monday, "09:00", "17:00"}}, {}};
    for (unsigned m = 1; m <= 12; ++m)
        for (unsigned d = 1; d <= 31; ++d)
            if (year_month_day day{2024y, month{m}, std::chrono::day{d}}; day.ok())
                hours.holidays.push_back({date::format("%F", sys_days{day}), "", true, {}});
    EXPECT_EQ(Calendar(hours).due(at("2026-01-01T00:00:00Z"), 4h), at("2026-01-01T04:00:00Z"));
}

/// Written apart from the calendar: looks at the wall clock of every single minute.
class Reference {
  public:
    explicit Reference(const Hours& hours) : hours_(hours), zone_(date::locate_zone(hours.time_zone)) {}
    bool works_at(Instant at) const {
        auto local = at + zone_->get_info(floor<seconds>(at)).offset;
        auto day = floor<days>(local);
        auto minute = floor<minutes>(local - day).count();
        return covers(day, minute) || covers(day - days{1}, minute + 1440);
    }

  private:
    static std::int64_t number(const std::string& time) { return std::stoi(time) * 60 + std::stoi(time.substr(3)); }
    static bool in(const std::string& from, const std::string& to, std::int64_t minute) {
        auto begin = number(from), end = number(to);
        if (end <= begin) end += 1440;
        return begin <= minute && minute < end;
    }
    bool covers(sys_days day, std::int64_t minute) const {
        auto date = date::format("%F", day);
        const Holiday* found = nullptr;
        for (auto& holiday : hours_.holidays)
            if (holiday.date == date && !holiday.yearly) found = &holiday;
        for (auto& holiday : hours_.holidays)
            if (!found && holiday.yearly && holiday.date.substr(4) == date.substr(4)) found = &holiday;
        if (found) return std::ranges::any_of(found->open, [&](auto& open) { return in(open.from, open.to, minute); });
        auto weekday = static_cast<Weekday>(std::chrono::weekday{day}.iso_encoding() - 1);
        return std::ranges::any_of(hours_.spans, [&](auto& span) { return span.weekday == weekday && in(span.from, span.to, minute); });
    }
    const Hours& hours_;
    const date::time_zone* zone_;
};

struct Draw {
    std::mt19937_64 random;
    std::int64_t below(std::int64_t bound) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound)); }
    std::string time() {
        auto minute = below(1440);
        char text[6];
        std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(minute / 60), static_cast<int>(minute % 60));
        return text;
    }
    Hours hours() {
        // Half an hour of difference, a day that does not exist, changes at midnight, none at all.
        constexpr const char* zones[] = {"UTC",          "America/Chicago",   "Europe/London",     "Australia/Lord_Howe",
                                         "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia"};
        Hours hours{zones[below(std::ssize(zones))], {}, {}};
        for (auto count = 1 + below(10); count > 0; --count) hours.spans.push_back({static_cast<Weekday>(below(7)), time(), time()});
        for (auto count = below(5); count > 0; --count) {
            auto day = sys_days{2026y / 3 / 1} + days{below(300)};
            Holiday holiday{date::format("%F", day), "x", below(2) == 0, {}};
            if (below(2) == 0) holiday.open.push_back({time(), time()});
            hours.holidays.push_back(std::move(holiday));
        }
        return hours;
    }
};

/// Changes of the clocks in the zones above, and others where nothing happens.
Instant drawn_start(Draw& draw) {
    constexpr std::string_view near[] = {"2026-03-07T00:00:00Z", "2026-03-28T00:00:00Z", "2026-04-03T00:00:00Z", "2026-10-03T00:00:00Z",
                                         "2026-10-24T00:00:00Z", "2026-10-31T00:00:00Z", "2028-02-28T00:00:00Z", "2011-12-29T00:00:00Z",
                                         "2018-11-03T00:00:00Z", "2026-02-14T00:00:00Z", "2026-07-01T00:00:00Z"};
    return at(near[draw.below(std::ssize(near))]) + minutes{draw.below(2 * 1440)};
}

TEST(calendar, agrees_with_looking_at_every_minute) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    Draw draw{std::mt19937_64(seed)};
    for (int round = 0; round < 300; ++round) {
        auto hours = draw.hours();
        Calendar calendar(hours);
        Reference reference(hours);
        auto start = drawn_start(draw);
        auto length = minutes{draw.below(5 * 1440)};
        std::int64_t worked = 0;
        for (auto now = start; now < start + length; now += 1min) worked += reference.works_at(now);
        ASSERT_EQ(calendar.elapsed(start, start + length), minutes{worked}) << hours.time_zone << " " << to_rfc3339(start);
        if (worked == 0) continue;
        // The end of the last minute that was worked is when that much is due, and a second less is due a second before.
        auto due = calendar.due(start, minutes{worked});
        EXPECT_LE(due, start + length);
        EXPECT_TRUE(reference.works_at(due - 1min)) << hours.time_zone << " " << to_rfc3339(due);
        EXPECT_EQ(calendar.elapsed(start, due), minutes{worked});
        EXPECT_EQ(calendar.due(start, minutes{worked} - 1s), due - 1s);
    }
}

}  // namespace
}  // namespace goodhost::promises
