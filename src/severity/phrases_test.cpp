#include "severity/phrases.hpp"

#include <gtest/gtest.h>

namespace goodhost::severity {
namespace {

TEST(PhrasesTest, words_are_found_in_their_order_however_they_are_written) {
    SaidWords said("Hello, my SITE is suddenly down!!");
    EXPECT_TRUE(said.contain("site down"));
    EXPECT_TRUE(said.contain("Site is Down"));
    EXPECT_FALSE(said.contain("down site"));
    EXPECT_FALSE(said.contain("sit down"));
    EXPECT_TRUE(said.contain("sit* down"));
}

TEST(PhrasesTest, a_word_alone_is_no_beginning) {
    SaidWords said("Where is the download page of the site?");
    EXPECT_FALSE(said.contain("site down"));
    EXPECT_FALSE(said.contain("page down"));
    EXPECT_TRUE(said.contain("down* page"));
}

TEST(PhrasesTest, at_most_three_words_stand_between_two) {
    EXPECT_TRUE(SaidWords("site a b c down").contain("site down"));
    EXPECT_FALSE(SaidWords("site a b c d down").contain("site down"));
    // The nearest of several counts.
    EXPECT_TRUE(SaidWords("site a b c d site down").contain("site down"));
    EXPECT_TRUE(SaidWords("we can we x send y mail").contain("we send mail"));
}

TEST(PhrasesTest, endings_of_five_languages_are_met_by_a_star) {
    EXPECT_TRUE(SaidWords("홈페이지가 안 열려요").contain("홈페이지* 안 열*"));
    EXPECT_TRUE(SaidWords("사이트가 다운됐습니다").contain("사이트* 다운*"));
    EXPECT_TRUE(SaidWords("Mae fy ngwefan wedi'i hacio").contain("wedi hacio") || SaidWords("wedi'i hacio").contain("wedii hacio"));
    EXPECT_TRUE(SaidWords("Saytim umuman ishlamayapti").contain("sayt* ishlama*"));
    EXPECT_TRUE(SaidWords("আমার সাইট হ্যাকড হয়েছে").contain("হ্যাক*"));
    EXPECT_TRUE(SaidWords("I can’t send e-mail since noon").contain("cant send e mail*"));
}

TEST(PhrasesTest, nothing_is_found_in_nothing_and_by_nothing) {
    EXPECT_FALSE(SaidWords("").contain("site"));
    EXPECT_FALSE(SaidWords("site").contain(""));
    EXPECT_FALSE(SaidWords("site").contain("*"));
    EXPECT_FALSE(SaidWords("site").contain("\xff\xfe"));
    EXPECT_FALSE(SaidWords("\xff").contain("site"));
}

TEST(PhrasesTest, a_long_text_of_the_same_words_is_read_in_time) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "site is ";
    SaidWords said(text);
    EXPECT_FALSE(said.contain("site is site is site is site is site is down"));
    EXPECT_FALSE(SaidWords(text + "down").contain("site down")) << "only the first words count";
}

}  // namespace
}  // namespace goodhost::severity
