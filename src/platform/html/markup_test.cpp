#include "platform/html/html.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace goodhost::html {
namespace {

TEST(Html, elements_nest_as_they_are_written) {
    const std::string title = "Fish & chips";
    EXPECT_EQ(div({{"class", "card"}}, h2(title), p("from ", 3, " shops")).str(),
              R"(<div class="card"><h2>Fish &amp; chips</h2><p>from 3 shops</p></div>)");
    EXPECT_EQ(p().str(), "<p></p>");
    EXPECT_EQ(br().str(), "<br>");
    EXPECT_EQ(fragment(i("a"), "<", 7u).str(), "<i>a</i>&lt;7");
}

TEST(Html, texts_and_attribute_values_are_escaped) {
    const std::string evil = R"(<script>"&')";
    EXPECT_EQ(p(evil).str(), "<p>&lt;script&gt;&quot;&amp;&#39;</p>");
    EXPECT_EQ(p({{"title", evil}}).str(), "<p title=\"&lt;script&gt;&quot;&amp;&#39;\"></p>");
    EXPECT_EQ(text("").str(), "");
    EXPECT_EQ(raw_trusted("<b>x</b>").str(), "<b>x</b>");
}

TEST(Html, attributes_may_be_flags_numbers_or_left_out) {
    const std::optional<std::string> none;
    const std::optional<std::string> some = "x";
    EXPECT_EQ(input({{"required", true}, {"disabled", false}, {"maxlength", 200}, {"value", none}, {"name", some}}).str(),
              R"(<input required maxlength="200" name="x">)");
    EXPECT_EQ(input({{"value", std::optional<std::string_view>("y")}}).str(), R"(<input value="y">)");
}

TEST(Html, addresses_of_other_schemes_lead_nowhere) {
    for (const char* good :
         {"", "/x?a=b:c", "#top", "?q=1", "x.html", "//host/x", "https://x", "HTTP://x", "mailto:a@b", "tel:+44", "webcal://x"})
        EXPECT_TRUE(safe_url(good)) << good;
    for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "\x01javascript:x", "java\nscript:x",
                            "java\tscript\r:x", "data:text/html,x", "vbscript:x", "blob:x", "file:///etc", ":x", "x-y+z.1:x"})
        EXPECT_FALSE(safe_url(bad)) << bad;
    EXPECT_EQ(a({{"href", "javascript:x"}}, "x").str(), "<a href=\"#\">x</a>");
    EXPECT_EQ(a({{"title", "javascript:x"}}, "x").str(), "<a title=\"javascript:x\">x</a>");
}

TEST(Html, lists_and_conditions_give_pieces) {
    const std::vector<std::string> names = {"a", "<"};
    EXPECT_EQ(ul(each(names, [](const std::string& name) { return li(name); })).str(), "<ul><li>a</li><li>&lt;</li></ul>");
    EXPECT_EQ(when(false, [] { return p(); }).str(), "");
    EXPECT_EQ(when(true, [] { return p(); }).str(), "<p></p>");
    EXPECT_EQ(when(std::optional<int>(4), [](int n) { return p(n); }).str(), "<p>4</p>");
    EXPECT_EQ(when(std::optional<int>(), [](int n) { return p(n); }).str(), "");
}

TEST(Html, the_first_line_break_of_a_text_area_is_kept) {
    EXPECT_EQ(textarea({{"name", "t"}}, "\nx").str(), "<textarea name=\"t\">\n\nx</textarea>");
    EXPECT_EQ(pre("x").str(), "<pre>\nx</pre>");
}

TEST(Html, json_can_not_end_its_block) {
    EXPECT_EQ(json_block("application/json", "start", R"({"a":"</script><!--"})").str(),
              R"(<script type="application/json" id="start">{"a":"\u003c/script>\u003c!--"}</script>)");
}

TEST(Html, query_values_are_percent_encoded) {
    EXPECT_EQ(url("/search", {{"q", "a&b=ç #"}, {"page", ""}, {"sort", "new"}}), "/search?q=a%26b%3D%C3%A7%20%23&sort=new");
    EXPECT_EQ(url("/x?a=1", {{"b", "2"}}), "/x?a=1&b=2");
}

}  // namespace
}  // namespace goodhost::html
