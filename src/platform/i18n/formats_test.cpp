#include "platform/i18n/formats.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace goodhost::i18n {
namespace {

using namespace std::chrono_literals;

const Formats& formats() {
    static const Formats all;
    return all;
}

// Sunday, 22 November 2026, 16:03:24 UTC.
const Instant at = *parse_rfc3339("2026-11-22T16:03:24Z");

TEST(Formats, numbers_are_written_as_the_language_does) {
    EXPECT_EQ(formats().number("en", std::int64_t{1234567}), "1,234,567");
    EXPECT_EQ(formats().number("bn", std::int64_t{1234567}), "১২,৩৪,৫৬৭");
    EXPECT_EQ(formats().number("uz", std::int64_t{1234567}), "1\u00a0234\u00a0567");
    EXPECT_EQ(formats().number("en", 3.14159), "3.14");
    EXPECT_EQ(formats().number("uz", 3.14159), "3,14");
    EXPECT_EQ(formats().percent("en", 0.9995, 2), "99.95%");
    EXPECT_EQ(formats().bytes("en", 1536), "1.5 kB");
    EXPECT_EQ(formats().bytes("en", 25'000'000), "25 MB");
    EXPECT_EQ(formats().bytes("en", 0), "0 byte");
    EXPECT_EQ(formats().number_by_skeleton("en", 12345, "compact-short"), "12K");
    EXPECT_EQ(formats().number_by_skeleton("en", 12345, "no such thing"), "12,345");
}

TEST(Formats, money_has_the_currency_s_decimals_and_no_rounding) {
    EXPECT_EQ(formats().money("en", 1250, "EUR"), "€12.50");
    EXPECT_EQ(formats().money("en", -5, "USD"), "-$0.05");
    EXPECT_EQ(formats().money("ko", 1250, "KRW"), "₩1,250");
    EXPECT_EQ(formats().money("en", 9'007'199'254'740'993, "USD"), "$90,071,992,547,409.93");
    EXPECT_EQ(formats().money("en", 100, "nonsense"), "100 nonsense");
}

TEST(Formats, times_are_told_in_the_reader_s_zone) {
    EXPECT_EQ(formats().time("en", at, TimeStyle::date, "UTC"), "22 Nov 2026");
    EXPECT_EQ(formats().time("en", at, TimeStyle::date, "Asia/Seoul"), "23 Nov 2026");
    EXPECT_EQ(formats().time("en", at, TimeStyle::date, "America/Chicago"), "Nov 22, 2026");
    EXPECT_EQ(formats().time("en", at, TimeStyle::date_time, "Europe/London"), "22 Nov 2026, 16:03");
    EXPECT_EQ(formats().time("ko", at, TimeStyle::date_time, "Asia/Seoul"), "2026년 11월 23일 오전 1:03");
    EXPECT_EQ(formats().time("cy", at, TimeStyle::date_long, "Europe/London"), "Dydd Sul, 22 Tachwedd 2026");
    EXPECT_EQ(formats().time("uz", at, TimeStyle::month, "Asia/Tashkent"), "noyabr, 2026");
    EXPECT_EQ(formats().time("en", at, TimeStyle::time, "Mars/Olympus"), formats().time("en", at, TimeStyle::time, "UTC"));
    EXPECT_TRUE(formats().time("en", at, TimeStyle::exact, "Europe/Berlin").contains("CET"));
}

TEST(Formats, a_time_that_was_told_lately_is_told_as_a_new_one) {
    // More moments than are remembered, near and far, before 1970 too, each told twice and by formats that have told nothing else.
    std::vector<Instant> moments;
    for (int i = -600; i < 600; ++i) moments.push_back(at + i * 31s), moments.push_back(at + i * 24h * 40 + 999ms);
    const Formats others;
    for (const auto zone : {"UTC", "Asia/Seoul", "America/Chicago"})
        for (const auto moment : moments) {
            const auto told = others.time("ko", moment, TimeStyle::exact, zone);
            EXPECT_EQ(others.time("ko", moment, TimeStyle::exact, zone), told);
            EXPECT_EQ(formats().time("ko", moment, "yMMMMEEEEdjmz", zone), told);
        }
    EXPECT_NE(others.time("ko", at, TimeStyle::exact, "UTC"), others.time("ko", at + 1min, TimeStyle::exact, "UTC"));
    EXPECT_NE(others.time("ko", at, TimeStyle::exact, "UTC"), others.time("ko", at + 256s * 60, TimeStyle::exact, "UTC"));
}

TEST(Formats, the_distance_to_a_moment_is_never_overstated) {
    EXPECT_EQ(formats().relative("en", at + 12min + 59s, at), "in 12 minutes");
    EXPECT_EQ(formats().relative("en", at - 1min, at), "1 minute ago");
    EXPECT_EQ(formats().relative("en", at + 59s, at), "in 59 seconds");
    EXPECT_EQ(formats().relative("en", at + 23h + 59min, at), "in 23 hours");
    EXPECT_EQ(formats().relative("en", at + 24h * 9, at), "in 9 days");
    EXPECT_EQ(formats().relative("en", at - 24h * 20, at), "2 weeks ago");
    EXPECT_EQ(formats().relative("en", at - 24h * 400, at), "1 year ago");
    EXPECT_EQ(formats().relative("ko", at + 12min, at), "12분 후");
    EXPECT_EQ(formats().relative("cy", at + 12min, at), "ymhen 12 munud");
    EXPECT_EQ(formats().relative("bn", at - 3h, at), "৩ ঘন্টা আগে");
}

TEST(Formats, a_duration_has_at_most_two_units) {
    EXPECT_EQ(formats().duration("en", 3h + 5min + 7s), "3 hr, 5 min");
    EXPECT_EQ(formats().duration("en", 24h + 5min), "1 day");
    EXPECT_EQ(formats().duration("en", 119s), "1 min, 59 sec");
    EXPECT_EQ(formats().duration("en", 120s), "2 min");
    EXPECT_EQ(formats().duration("en", 4min + 40s), "4 min");
    EXPECT_EQ(formats().duration("en", 0s), "0 sec");
}

TEST(Formats, lists_end_with_the_language_s_word) {
    const std::vector<std::string> items = {"a", "b", "c"};
    EXPECT_EQ(formats().list("en", items), "a, b, and c");
    EXPECT_EQ(formats().list("en", items, ListStyle::any), "a, b, or c");
    EXPECT_EQ(formats().list("cy", std::span(items).first(2)), "a a(c) b");
    EXPECT_EQ(formats().list("en", {}), "");
}

TEST(Formats, welsh_has_six_plural_forms) {
    const PluralCategory expected[] = {PluralCategory::zero,  PluralCategory::one,   PluralCategory::two,  PluralCategory::few,
                                       PluralCategory::other, PluralCategory::other, PluralCategory::many, PluralCategory::other};
    for (int n = 0; n < 8; ++n) EXPECT_EQ(formats().plural("cy", n), expected[n]) << n;
    EXPECT_EQ(formats().plural("bn", 0), PluralCategory::one);
    EXPECT_EQ(formats().plural("ko", 1), PluralCategory::other);
    EXPECT_EQ(formats().ordinal("en", 22), PluralCategory::two);
}

TEST(Formats, many_threads_may_format_at_once) {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int round = 0; round < 300; ++round) {
                EXPECT_EQ(formats().time("en", at, TimeStyle::date, "Asia/Tokyo"), "23 Nov 2026");
                EXPECT_EQ(formats().relative("en", at + 1h, at), "in 1 hour");
                EXPECT_EQ(formats().duration("en", 2h), "2 hr");
                EXPECT_EQ(formats().number("en", std::int64_t{round} + 1000), "1," + std::to_string(1000 + round).substr(1));
            }
        });
}

}  // namespace
}  // namespace goodhost::i18n
