#include "platform/config/toml.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace goodhost::config {
namespace {

/// `key=value` of each line, or where and why it is refused.
std::string read(std::string_view text) {
    std::string out;
    try {
        for (auto& entry : read_toml(text)) out += fmt::format("{}{}={}", out.empty() ? "" : "|", entry.key, entry.value);
    } catch (const TomlFault& fault) { return fmt::format("{}:{} {}", fault.place.line, fault.place.column, fault.what()); }
    return out;
}

std::string place_of_fault(std::string_view text) {
    try {
        return fmt::format("none, {} entries", read_toml(text).size());
    } catch (const TomlFault& fault) { return fmt::format("{}:{}", fault.place.line, fault.place.column); }
}

TEST(Toml, reads_names_texts_numbers_and_flags) {
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(read("\xef\xbb\xbf# first\n\n  a = 1 # one\r\n\tb=true\nc-3 = false"), "a=1|b=true|c-3=false");
    EXPECT_EQ(read(R"("a b" = "x"
'c' = 'C:\new')"),
              "a b=x|c=C:\\new");
    EXPECT_EQ(read("a = -17\nb = +1_000\nc = 0xFF\nd = 0o17\ne = 0b101\nf = 0\ng = -0"), "a=-17|b=1000|c=255|d=15|e=5|f=0|g=0");
    EXPECT_EQ(read("a = 9223372036854775807\nb = -9223372036854775808"), "a=9223372036854775807|b=-9223372036854775808");
}

TEST(Toml, reads_texts_as_they_are_written) {
    EXPECT_EQ(read(R"(a = "\t\"\\é\U0001F600 é")"), "a=\t\"\\\u00e9\U0001F600 \u00e9");
    EXPECT_EQ(read("a = \"\"\"\nfirst\r\nsecond \\\n   third\"\"\"\"\""), "a=first\nsecond third\"\"");
    EXPECT_EQ(read("a = '''\n'one' \\n'''"), "a='one' \\n");
    EXPECT_EQ(read(R"(a = ""
b = ''
c = """""")"),
              "a=|b=|c=");
}

TEST(Toml, reads_lists_over_several_lines) {
    EXPECT_EQ(read("a = [ \"x\", 'y', # both\n  1,\n]\nb = []"), "a=x,y,1|b=");
    EXPECT_EQ(read("a = [1 2]"), "1:8 a ',' or ']' is missing in the list");
    EXPECT_EQ(read("a = [1,"), "1:8 a value is a text in quotes, a whole number, true or false, or a list of these");
    EXPECT_EQ(read("a = [1"), "1:7 the list has no ']'");
}

TEST(Toml, says_where_and_what_it_does_not_understand) {
    EXPECT_EQ(read("a = 1\n[[...[l."), "2:1 there are no tables in this file: a line is 'name = value'");
    EXPECT_EQ(read("a = 1\na = 2"), "2:1 'a' is set twice");
    EXPECT_EQ(read("a.b = 1"), "1:2 a name has no dots");
    EXPECT_EQ(read("= 1"), "1:1 here a name of letters, digits, '_' and '-' was expected");
    EXPECT_EQ(read("a"), "1:2 a '=' is missing after the name");
    EXPECT_EQ(read("a = 1 b = 2"), "1:7 the line should end here");
    EXPECT_EQ(read("a = \"x\\q\""), "1:7 after \\ one of b t n f r \" \\ u U was expected");
    EXPECT_EQ(read("a = '''x"), "1:9 the text has no three quotes at its end");
    EXPECT_EQ(read("a = '\xc3\xa9'\n \xc3\xa9 = 1"), "2:2 here a name of letters, digits, '_' and '-' was expected");
    EXPECT_EQ(read("a = '\xc3\xa9' \xc3"), "1:9 the file is not UTF-8 here") << "a column is a character";
    EXPECT_EQ(read(std::string_view("a = '\0'", 7)), "1:6 the character U+0000 may not stand here");
}

TEST(Toml, refuses_what_is_no_whole_number_of_64_bits) {
    for (auto value : {"01", "1__0", "_1", "1_", "0x", "0xg", "-0x1", "1.5", "1e3", "1979-05-27", "inf", "+", "9223372036854775808",
                       "-9223372036854775809", "True", "{}", "[[1]]", "\xd0\x96"})
        EXPECT_EQ(place_of_fault(fmt::format("a = {}", value)), std::string_view(value) == "[[1]]" ? "1:6" : "1:5") << value;
    for (auto escape : {"\\ud800", "\\u0000", "\\U00110000", "\\u12", "\\u+123", "\\x41", "\\"})
        EXPECT_EQ(place_of_fault(fmt::format("a = \"{}", escape)), "1:6") << escape;
    for (auto text : {"a = 1\rb = 2", "a = \"\x7f\"", "a = 1 # \x01"}) EXPECT_TRUE(place_of_fault(text).starts_with("1:")) << text;
}

TEST(Toml, a_text_is_read_as_it_was) {
    const std::string text = "\"\\ \n\t\x01\x7f \u00e9";
    EXPECT_EQ(read_toml("a = " + toml_text(text)).at(0).value, text);
}

}  // namespace
}  // namespace goodhost::config
