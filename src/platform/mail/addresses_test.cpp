#include "platform/mail/addresses.hpp"

#include <gtest/gtest.h>

namespace goodhost::mail {
namespace {

std::string flat(std::string_view text) {
    std::string out;
    for (const auto& [name, address] : parse_addresses(text)) out += "[" + name + "|" + address + "]";
    return out;
}

TEST(Addresses, forms_of_the_standard_and_of_the_world_are_read) {
    EXPECT_EQ(flat("a@b.example"), "[|a@b.example]");
    EXPECT_EQ(flat("A B <a@b.example>, \"C, D\" <c@d.example>"), "[A B|a@b.example][C, D|c@d.example]");
    EXPECT_EQ(flat("Doe, John <j@d.example>"), "[Doe, John|j@d.example]");
    EXPECT_EQ(flat("a@b.example (Ann)"), "[Ann|a@b.example]");
    EXPECT_EQ(flat("Team: a@b.example, C <c@d.example>; e@f.example"), "[|a@b.example][C|c@d.example][|e@f.example]");
    EXPECT_EQ(flat("undisclosed-recipients:;"), "");
    EXPECT_EQ(flat("\"a b\"@c.example"), "[|\"a b\"@c.example]");
    EXPECT_EQ(flat("<@relay.example:a@b.example>"), "[|a@b.example]");
    EXPECT_EQ(flat("<<a@b.example>>"), "[|a@b.example]");
    EXPECT_EQ(flat("Someone Unknown"), "[Someone Unknown|]");
    EXPECT_EQ(flat("a@b.example,,  ,c@d.example;"), "[|a@b.example][|c@d.example]");
    EXPECT_EQ(flat("<a@b.example"), "[|a@b.example]");
    EXPECT_EQ(flat("=?utf-8?Q?J=C3=B6rg=2C_M?= <j@d.example>"), "[Jörg, M|j@d.example]");
}

TEST(Addresses, number_is_bounded) {
    std::string many;
    for (int i = 0; i < 50'000; ++i) many += "a@b.example,";
    EXPECT_EQ(parse_addresses(many).size(), 2000u);
}

TEST(MessageIds, with_and_without_brackets) {
    EXPECT_EQ(parse_message_ids("<a@b> <c@d>").size(), 2u);
    EXPECT_EQ(parse_message_ids("<a@b>(comment)<c@d").back(), "c@d");
    EXPECT_EQ(parse_message_ids("a@b c@d").size(), 2u);
    EXPECT_TRUE(parse_message_ids("Your message of Tuesday").empty());
    EXPECT_TRUE(parse_message_ids("").empty());
}

}  // namespace
}  // namespace goodhost::mail
