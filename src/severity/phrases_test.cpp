#include "severity/phrases.hpp"

#include <gtest/gtest.h>

namespace goodhost::severity {
namespace {

TEST(PhrasesTest, words_are_found_in_their_order_however_they_are_written) {
    SaidWords said("Hello, my SITE is suddenly down!!");
    EXPECT_TRUE(said.contain(Phrase("site down")));
    EXPECT_TRUE(said.contain(Phrase("Site is Down")));
    EXPECT_FALSE(said.contain(Phrase("down site")));
    EXPECT_FALSE(said.contain(Phrase("sit down")));
    EXPECT_TRUE(said.contain(Phrase("sit* down")));
}

TEST(PhrasesTest, a_word_alone_is_no_beginning) {
    SaidWords said("Where is the download page of the site?");
    EXPECT_FALSE(said.contain(Phrase("site down")));
    EXPECT_FALSE(said.contain(Phrase("page down")));
    EXPECT_TRUE(said.contain(Phrase("down* page")));
}

TEST(PhrasesTest, at_most_three_words_stand_between_two) {
    EXPECT_TRUE(SaidWords("site a b c down").contain(Phrase("site down")));
    EXPECT_FALSE(SaidWords("site a b c d down").contain(Phrase("site down")));
    // The nearest of several counts.
    EXPECT_TRUE(SaidWords("site a b c d site down").contain(Phrase("site down")));
    EXPECT_TRUE(SaidWords("we can we x send y mail").contain(Phrase("we send mail")));
}

TEST(PhrasesTest, endings_of_five_languages_are_met_by_a_star) {
    EXPECT_TRUE(SaidWords("홈페이지가 안 열려요").contain(Phrase("홈페이지* 안 열*")));
    EXPECT_TRUE(SaidWords("사이트가 다운됐습니다").contain(Phrase("사이트* 다운*")));
    EXPECT_TRUE(SaidWords("Mae fy ngwefan wedi'i hacio").contain(Phrase("wedi hacio")) ||
                SaidWords("wedi'i hacio").contain(Phrase("wedii hacio")));
    EXPECT_TRUE(SaidWords("Saytim umuman ishlamayapti").contain(Phrase("sayt* ishlama*")));
    EXPECT_TRUE(SaidWords("আমার সাইট হ্যাকড হয়েছে").contain(Phrase("হ্যাক*")));
    EXPECT_TRUE(SaidWords("I can’t send e-mail since noon").contain(Phrase("cant send e mail*")));
}

TEST(PhrasesTest, nothing_is_found_in_nothing_and_by_nothing) {
    EXPECT_FALSE(SaidWords("").contain(Phrase("site")));
    EXPECT_FALSE(SaidWords("site").contain(Phrase("")));
    EXPECT_FALSE(SaidWords("site").contain(Phrase("*")));
    EXPECT_FALSE(SaidWords("site").contain(Phrase("\xff\xfe")));
    EXPECT_FALSE(SaidWords("\xff").contain(Phrase("site")));
}

TEST(PhrasesTest, a_long_text_of_the_same_words_is_read_in_time) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "site is ";
    SaidWords said(text);
    EXPECT_FALSE(said.contain(Phrase("site is site is site is site is site is down")));
    EXPECT_FALSE(SaidWords(text + "down").contain(Phrase("site down"))) << "only the first words count";
}

}  // namespace
}  // namespace goodhost::severity
