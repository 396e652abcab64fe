#include <gtest/gtest.h>

#include "platform/imports/imports.hpp"

namespace goodhost::imports {
namespace {

TEST(Csv, quotes_hold_separators_line_ends_and_quotes) {
    auto rows = read_csv("name,notes\r\n\"Acme, Ltd\",\"says \"\"hi\"\"\nand more\"\r\nBeta,\r\n");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].text("name"), "Acme, Ltd");
    EXPECT_EQ(rows[0].text("notes"), "says \"hi\"\nand more");
    EXPECT_EQ(rows[1].text("notes"), "");
    EXPECT_EQ(rows[1].number, 2u);
}

TEST(Csv, semicolons_tabs_and_a_byte_order_mark_are_understood) {
    EXPECT_EQ(read_csv("\xEF\xBB\xBF"
                       "name;notes\nA,B;c\n")[0]
                  .text("name"),
              "A,B");
    EXPECT_EQ(read_csv("name\tnotes\nA\tc")[0].text("notes"), "c");
}

TEST(Csv, damage_is_told_with_its_line) {
    auto line_of = [](const char* text) -> std::string {
        try {
            read_csv(text);
        } catch (const Problem& problem) { return problem.arguments.at(0).second; }
        return "none";
    };
    EXPECT_EQ(line_of("a,b\n1,2\n1\n"), "3");
    EXPECT_EQ(line_of("a,b\n1,\"2\n"), "2");
    EXPECT_EQ(line_of("a\n\"x\"y\n"), "2");
    EXPECT_EQ(line_of(""), "1");
}

}  // namespace
}  // namespace goodhost::imports
