#include "platform/html/sanitise_text.hpp"

#include <gtest/gtest.h>

#include "platform/html/sanitise_tokens.hpp"

namespace goodhost::html {
namespace {

TEST(HtmlToText, blocks_lists_links_and_quotes_are_readable) {
    EXPECT_EQ(html_to_text("<p>One</p><p>Two<br>three</p>"), "One\n\nTwo\nthree");
    EXPECT_EQ(html_to_text("<div>a</div><div>b</div>"), "a\nb");
    EXPECT_EQ(html_to_text("<ul><li>a</li><li>b</li></ul>"), "- a\n- b");
    EXPECT_EQ(html_to_text("see <a href=\"https://x.example/y\">here</a>."), "see here <https://x.example/y>.");
    EXPECT_EQ(html_to_text("<a href=\"https://x.example/\">x.example</a>"), "x.example");
    EXPECT_EQ(html_to_text("a<blockquote>b<br>c<blockquote>d</blockquote></blockquote>e"), "a\n> b\n> c\n> > d\ne");
    EXPECT_EQ(html_to_text("<style>p{}</style><script>x</script>a &lt;b&gt; &eacute;&nbsp;&#x20AC;"), "a <b> é €");
    EXPECT_EQ(html_to_text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), "a b\nc");
    EXPECT_EQ(html_to_text("<pre>a\n  b</pre>"), "a\n  b");
    EXPECT_EQ(html_to_text("  a \n b  "), "a b");
}

TEST(TextToHtml, is_escaped_and_linked) {
    EXPECT_EQ(text_to_html("<b> & \"q\""), "<div>&lt;b&gt; &amp; &quot;q&quot;</div>");
    EXPECT_EQ(text_to_html("a\nb"), "<div>a<br>\nb</div>");
    EXPECT_EQ(text_to_html("(https://x.example/a?b=1&c=2)."),
              "<div>(<a href=\"https://x.example/a?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">"
              "https://x.example/a?b=1&amp;c=2</a>).</div>");
    EXPECT_EQ(text_to_html("https://\"onclick=x").find("onclick=x\""), std::string::npos);
}

TEST(HtmlTokens, entities_are_decoded_as_browsers_do) {
    EXPECT_EQ(decode_entities("&amp;&#65;&#x42;&copy &notit; &unknown; &#0; &#150;&"), "&AB© &notit; &unknown; \xEF\xBF\xBD –&");
    EXPECT_EQ(attribute(" a=1 B='two' c=\"x&quot;y\" d", "b"), "two");
    EXPECT_EQ(attribute(" a=1 B='two' c=\"x&quot;y\" d", "c"), "x\"y");
    EXPECT_EQ(count_attributes(" a b=c  d = 'e f' /"), 3u);
    EXPECT_EQ(declared_charset("<html><meta http-equiv=x content=\"text/html; Charset=EUC-KR\">"), "euc-kr");
}

}  // namespace
}  // namespace goodhost::html
