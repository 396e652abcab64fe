#include "tickets/search_language.hpp"

#include <gtest/gtest.h>

namespace goodhost::tickets {
namespace {

using namespace std::chrono_literals;

const Instant now = *parse_rfc3339("2026-11-20T12:00:00Z");

std::string day(Instant at) { return to_rfc3339(at); }

TEST(search_language, words_and_phrases_go_to_the_index) {
    auto search = parse_search("disk \"no space left\" -swap subject:dns -subject:\"mail queue\"", now);
    EXPECT_EQ(search.words, "disk \"no space left\" -swap subject:dns -subject:\"mail queue\"");
    EXPECT_TRUE(search.terms.empty());
    EXPECT_TRUE(search.faults.empty());
}

TEST(search_language, fields_take_lists_quotes_and_not) {
    auto search = parse_search("severity:critical,high -tag:migration customer:\"Acme, Ltd\" is:unanswered #1042 number:7,8", now);
    ASSERT_EQ(search.terms.size(), 6u);
    EXPECT_EQ(search.terms[0].field, SearchField::severity);
    EXPECT_EQ(search.terms[0].values, (std::vector<std::string>{"critical", "high"}));
    EXPECT_TRUE(search.terms[1].negated);
    EXPECT_EQ(search.terms[2].values, std::vector<std::string>{"Acme, Ltd"});
    EXPECT_EQ(search.terms[3].field, SearchField::is);
    EXPECT_EQ(search.terms[4].values, std::vector<std::string>{"1042"});
    EXPECT_EQ(search.terms[5].values, (std::vector<std::string>{"7", "8"}));
    EXPECT_TRUE(search.words.empty());
}

TEST(search_language, times_are_days_moments_and_spans) {
    struct Case {
        std::string text, from, until;
    };
    auto zero = day(Instant{}), never = day(Instant{std::chrono::milliseconds{253'402'300'800'000}});
    const Case cases[] = {
        {"created:2026-01-31", "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z"},
        {"created:>2026-01-31", "2026-02-01T00:00:00Z", never},
        {"created:>=2026-01-31", "2026-01-31T00:00:00Z", never},
        {"created:<2026-01-31", zero, "2026-01-31T00:00:00Z"},
        {"created:<=2026-01-31", zero, "2026-02-01T00:00:00Z"},
        {"updated:<7d", "2026-11-13T12:00:00Z", never},
        {"updated:>12h", zero, "2026-11-20T00:00:00Z"},
        {"updated:>2026-11-20T10:00:00Z", "2026-11-20T10:00:00.001Z", never},
    };
    for (auto& c : cases) {
        auto search = parse_search(c.text, now);
        ASSERT_EQ(search.terms.size(), 1u) << c.text;
        EXPECT_EQ(day(search.terms[0].from), c.from) << c.text;
        EXPECT_EQ(day(search.terms[0].until), c.until) << c.text;
    }
}

TEST(search_language, faults_tell_where_and_the_rest_still_counts) {
    struct Case {
        std::string text, code;
        std::int64_t at;
    };
    const Case cases[] = {
        {"severity:urgent open", "unknown_value", 0},
        {"디스크 colour:red", "unknown_field", 4},
        {"a created:soon", "bad_time", 2},
        {"a number:x", "bad_number", 2},
        {"a tag:", "value_missing", 2},
        {"a \"b", "quote_open", 2},
    };
    for (auto& c : cases) {
        auto search = parse_search(c.text, now);
        ASSERT_EQ(search.faults.size(), 1u) << c.text;
        EXPECT_EQ(search.faults[0].code, c.code) << c.text;
        EXPECT_EQ(search.faults[0].at, c.at) << c.text;
        EXPECT_FALSE(search.words.empty()) << c.text;
    }
}

TEST(search_language, addresses_times_and_hashes_are_words) {
    EXPECT_EQ(parse_search("https://example.org 12:30 #urgent -", now).words, "https://example.org 12:30 urgent -");
    EXPECT_TRUE(parse_search("https://example.org 12:30 #urgent -", now).faults.empty());
}

TEST(search_language, never_fails_on_any_bytes) {
    std::string text;
    unsigned seed = 7;
    for (int round = 0; round < 2000; ++round) {
        text.clear();
        for (unsigned i = 0, n = seed % 40; i < n; ++i) {
            seed = seed * 1664525u + 1013904223u;
            text += "\"-:#, <>=aist1\xEB\x94"[(seed >> 16) % 17];
        }
        seed = seed * 1664525u + 1013904223u;
        EXPECT_LE(parse_search(text, now).terms.size(), 40u);
    }
    EXPECT_EQ(parse_search(std::string(5000, 'a'), now).faults.at(0).code, "too_long");
}

}  // namespace
}  // namespace goodhost::tickets
