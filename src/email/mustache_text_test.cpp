#include "email/mustache_text.hpp"

#include <gtest/gtest.h>

namespace goodhost::email {
namespace {

std::string faults(std::string_view text) {
    std::string out;
    for (auto& fault : check_template(text, {"name", "number"}, {"number"})) out += fault.what + ";";
    return out;
}

TEST(MustacheTextTest, variables_are_checked_when_a_text_is_saved) {
    EXPECT_EQ(faults("Hello {{name}}, ticket {{ number }}."), "");
    EXPECT_EQ(faults("{{#name}}Hello {{name}},{{/name}} {{number}} {{! a remark }}"), "");
    EXPECT_EQ(faults("{{nmae}} {{number}}"), "nmae;");
    EXPECT_EQ(faults("Hello"), "number;");
    for (auto wrong : {"{{number}} {{{name}}}", "{{number}} {{&name}}", "{{number}} {{>other}}", "{{number}} {{=<% %>=}}",
                       "{{number}} {{}}", "{{number}} {{#name}}", "{{number}} {{/name}}", "{{number}} {{name"})
        EXPECT_NE(faults(wrong), "") << wrong;
}

TEST(MustacheTextTest, values_are_put_in_as_they_are) {
    EXPECT_EQ(render_template("{{name}} & #{{number}}", {{"name", "<Ann> & \"Bo\""}, {"number", "7"}}), "<Ann> & \"Bo\" & #7");
    EXPECT_EQ(render_template("{{#name}}Dear {{name}}{{/name}}{{^name}}Hello{{/name}}", {{"name", ""}}), "Hello");
    EXPECT_EQ(render_template("{{name}}", {{"name", "{{number}}"}, {"number", "7"}}), "{{number}}");
}

}  // namespace
}  // namespace goodhost::email
