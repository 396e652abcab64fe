#include "tickets/variables.hpp"

#include <gtest/gtest.h>

namespace goodhost::tickets {
namespace {

TEST(variables, are_filled_and_unknown_ones_told) {
    auto rendered = fill_variables("Dear {{contact.name}}, {{ ticket.number }} {{no.such}}{{no.such}}!",
                                   {{"contact.name", "Ann"}, {"ticket.number", "#7"}});
    EXPECT_EQ(rendered.text, "Dear Ann, #7 !");
    EXPECT_EQ(rendered.unknown, std::vector<std::string>{"no.such"});
}

TEST(variables, what_is_not_closed_is_text) {
    EXPECT_EQ(fill_variables("a {{b and {c}} d", {}).text, "a  d");
    EXPECT_EQ(fill_variables("a {{b", {}).text, "a {{b");
    EXPECT_EQ(variables_in("{{a}} {{b}} {{a}}"), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace goodhost::tickets
