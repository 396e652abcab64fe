#include "platform/i18n/message.hpp"

#include <gtest/gtest.h>

namespace goodhost::i18n {
namespace {

std::string write(std::string_view pattern, std::initializer_list<Argument> arguments, Locale locale = "en") {
    static const Formats formats;
    const auto message = Message::parse(pattern);
    if (!message) return "fault: " + message.error();
    std::string out;
    message->write(out, {formats, locale, "Asia/Seoul", std::span(arguments.begin(), arguments.size())});
    return out;
}

TEST(Message, values_stand_where_their_names_are) {
    EXPECT_EQ(write("Hello {name}, you have {count}.", {{"name", "Ana <b>"}, {"count", 1234}}), "Hello Ana <b>, you have 1,234.");
    EXPECT_EQ(write("{a}{b}{a}", {{"a", "x"}, {"b", 2.5}}), "x2.5x");
    EXPECT_EQ(write("{missing}", {}), "{missing}");
    EXPECT_EQ(write("", {}), "");
}

TEST(Message, apostrophes_quote_braces_only) {
    EXPECT_EQ(write("It's '{'ok'}' and ''quoted''", {}), "It's {ok} and 'quoted'");
    EXPECT_EQ(write("{n, plural, other{# of '#'}}", {{"n", 3}}), "3 of #");
}

TEST(Message, plurals_choose_by_the_language) {
    constexpr std::string_view welsh = "{n, plural, zero{dim cŵn} one{# ci} two{# gi} few{# chi} many{# chi mawr} other{# ci arall}}";
    EXPECT_EQ(write(welsh, {{"n", 0}}, "cy"), "dim cŵn");
    EXPECT_EQ(write(welsh, {{"n", 1}}, "cy"), "1 ci");
    EXPECT_EQ(write(welsh, {{"n", 2}}, "cy"), "2 gi");
    EXPECT_EQ(write(welsh, {{"n", 3}}, "cy"), "3 chi");
    EXPECT_EQ(write(welsh, {{"n", 6}}, "cy"), "6 chi mawr");
    EXPECT_EQ(write(welsh, {{"n", 11}}, "cy"), "11 ci arall");
}

TEST(Message, plurals_know_exact_numbers_offsets_and_numbers_in_texts) {
    constexpr std::string_view guests = "{n, plural, offset:1 =0{nobody} =1{only you} one{you and # other} other{you and # others}}";
    EXPECT_EQ(write(guests, {{"n", 0}}), "nobody");
    EXPECT_EQ(write(guests, {{"n", 1}}), "only you");
    EXPECT_EQ(write(guests, {{"n", 2}}), "you and 1 other");
    EXPECT_EQ(write(guests, {{"n", 2001}}), "you and 2,000 others");
    EXPECT_EQ(write("{n, plural, one{# day} other{# days}}", {{"n", "1"}}), "1 day");
    EXPECT_EQ(write("{n, selectordinal, one{#st} two{#nd} few{#rd} other{#th}}", {{"n", 22}}), "22nd");
}

TEST(Message, select_falls_back_to_other_and_nests) {
    constexpr std::string_view pattern = "{who, select, agent{{n, plural, one{One} other{#}} by us} other{by {who}}}";
    EXPECT_EQ(write(pattern, {{"who", "agent"}, {"n", 1}}), "One by us");
    EXPECT_EQ(write(pattern, {{"who", "agent"}, {"n", 5}}), "5 by us");
    EXPECT_EQ(write(pattern, {{"who", "Ana"}}), "by Ana");
}

TEST(Message, numbers_and_times_take_styles) {
    const Instant at = *parse_rfc3339("2026-11-22T16:03:24Z");
    EXPECT_EQ(write("{n, number, percent}", {{"n", 0.5}}), "50%");
    EXPECT_EQ(write("{n, number, integer}", {{"n", 2.7}}), "3");
    EXPECT_EQ(write("{n, number, ::.00}", {{"n", 2}}), "2.00");
    EXPECT_EQ(write("{t, date}", {{"t", at}}), "23 Nov 2026");
    EXPECT_EQ(write("{t, date, full}", {{"t", at}}, "ko"), "2026년 11월 23일 월요일");
    EXPECT_EQ(write("{t, date, ::MMMd} {t, time, short}", {{"t", at}}), "23 Nov 01:03");
    EXPECT_EQ(write("{t}", {{"t", at}}), "23 Nov 2026, 01:03");
}

TEST(Message, what_is_no_message_says_where) {
    for (const char* bad :
         {"{", "{name", "}", "{n, plural, one{x}}", "{n, plural}", "{n, choice, 0#a|1#b}", "{n, spellout}", "{n, select, a{x}}", "{a b}"}) {
        const std::string text = write(bad, {{"n", 1}});
        if (std::string_view(bad) == "}") continue;  // ICU takes a lone closing brace as itself.
        EXPECT_TRUE(text.starts_with("fault: ")) << bad << " gave " << text;
    }
}

}  // namespace
}  // namespace goodhost::i18n
