#include "platform/html/sanitise_cut.hpp"

#include <gtest/gtest.h>

#include "platform/html/sanitise_text.hpp"

namespace goodhost::html {
namespace {

std::vector<std::string> cut(std::string_view page, std::vector<std::string_view> before) {
    std::vector<std::size_t> places;
    places.reserve(before.size());
    for (auto words : before) places.push_back(page.find(words));
    return cut_html(page, places);
}

TEST(CutHtml, each_piece_has_the_boxes_around_it) {
    using Pieces = std::vector<std::string>;
    EXPECT_EQ(cut("<div>a</div><div>b</div>", {"b"}), (Pieces{"<div>a</div>", "<div>b</div>"}));
    EXPECT_EQ(cut("<div>a<br><b>b</b></div>", {"b</b>"}), (Pieces{"<div>a</div>", "<div><br><b>b</b></div>"}));
    EXPECT_EQ(cut("<table width=\"9\"><tbody><tr><td>a</td><td>b</td></tr></tbody></table>", {"b<"}),
              (Pieces{"<table width=\"9\"><tbody><tr><td>a</td></tr></tbody></table>",
                      "<table width=\"9\"><tbody><tr><td>b</td></tr></tbody></table>"}));
    EXPECT_EQ(cut("<p>a</p><p>b</p><p>c</p>", {"b", "c"}), (Pieces{"<p>a</p>", "<p>b</p>", "<p>c</p>"}));
    EXPECT_EQ(cut("<pre>a\nb\n</pre>", {"b"}), (Pieces{"<pre>a\n</pre>", "<pre>b\n</pre>"}));
}

TEST(CutHtml, a_picture_stays_with_what_stands_above_it) {
    EXPECT_EQ(cut("<div>a<img src=\"/1\"><br></div><div>words</div>", {"words"})[0], "<div>a<img src=\"/1\"><br></div>");
    EXPECT_EQ(cut("<div><img src=\"/1\"><br>words</div>", {"words"})[0], "<div><img src=\"/1\"></div>");
}

TEST(CutHtml, places_at_the_ends_give_empty_pieces) {
    EXPECT_EQ(cut_html("<p>a</p>", std::vector<std::size_t>{0, 8}), (std::vector<std::string>{"", "<p>a</p>", ""}));
    EXPECT_EQ(cut_html("", std::vector<std::size_t>{0}), (std::vector<std::string>{"", ""}));
}

TEST(SourcedText, names_the_place_of_each_line) {
    const std::string_view page = "<p>One &amp; two</p><ul><li>three</li></ul><pre>four\n&lt;five</pre><hr>six<br><br>seven";
    auto read = html_to_sourced_text(page);
    EXPECT_EQ(read.text, "One & two\n\n- three\n\nfour\n<five\n\n---\nsix\n\nseven");
    auto at = [&](std::string_view words) { return page.find(words); };
    EXPECT_EQ(read.sources, (std::vector<std::size_t>{at("One"), no_source, at("<li>"), no_source, at("four"), at("&lt;five"), no_source,
                                                      at("<hr>"), at("six"), no_source, at("seven")}));
}

}  // namespace
}  // namespace goodhost::html
