#include "platform/i18n/locale.hpp"

#include <gtest/gtest.h>

namespace goodhost::i18n {
namespace {

TEST(Locale, any_tag_of_a_known_language_is_understood) {
    EXPECT_EQ(Locale("ko-KR").tag(), "ko");
    EXPECT_EQ(Locale("CY").own_name(), "Cymraeg");
    EXPECT_EQ(Locale("uz_Latn_UZ").tag(), "uz");
    EXPECT_EQ(Locale("fr").tag(), "en");
    EXPECT_EQ(Locale("").tag(), "en");
    EXPECT_EQ(find_locale("kok"), std::nullopt);
    EXPECT_EQ(all_locales().size(), 5u);
}

TEST(Locale, the_reader_s_preference_decides) {
    EXPECT_EQ(negotiate("ko-KR,ko;q=0.9,en;q=0.8").tag(), "ko");
    EXPECT_EQ(negotiate("fr, bn;q=0.4, cy;q=0.7").tag(), "cy");
    EXPECT_EQ(negotiate("en;q=0, uz ; q=0.001").tag(), "uz");
    EXPECT_EQ(negotiate("*").tag(), "en");
}

TEST(Locale, only_what_is_offered_is_chosen_and_its_first_is_the_default) {
    const Locale offered[] = {"bn", "en"};
    EXPECT_EQ(negotiate("ko, en;q=0.2", offered).tag(), "en");
    EXPECT_EQ(negotiate("ko", offered).tag(), "bn");
}

TEST(Locale, a_bad_header_counts_as_none) {
    for (const char* header : {"", ",,,;;", "ko;q=", "ko;q=x", "ko;q=0.x", "ko;q=-1", ";q=1", "\xff\xfe", "q=1"})
        EXPECT_EQ(negotiate(header).tag(), "en") << header;
}

}  // namespace
}  // namespace goodhost::i18n
