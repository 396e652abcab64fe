#include "platform/html/components.hpp"

#include <gtest/gtest.h>

namespace goodhost::html {
namespace {

using namespace std::chrono_literals;

const i18n::Catalogue& catalogue() {
    static const i18n::Catalogue all(files::embedded_locales());
    return all;
}
i18n::Translator in(i18n::Locale locale) { return {catalogue(), locale, "Asia/Seoul"}; }

TEST(Components, news_interrupt_only_when_they_are_bad) {
    EXPECT_EQ(flash(Tone::good, "Saved & sent").str(), R"(<div class="flash flash-good" role="status"><p>Saved &amp; sent</p></div>)");
    EXPECT_TRUE(flash(Tone::bad, "x").str().contains(R"(role="alert")"));
    EXPECT_EQ(badge(Tone::warning, "at risk").str(), R"(<span class="badge badge-warning">at risk</span>)");
}

TEST(Components, a_table_tells_its_labels_to_phones_and_screen_readers) {
    const Column columns[] = {{"Site"}, {"Checks", true}};
    const std::vector<Html> rows[] = {{text("acme.shop"), text("3")}, {text("short row")}};
    EXPECT_EQ(
        table_of("Sites", columns, rows).str(),
        R"(<div class="table"><table><caption class="unseen">Sites</caption><thead><tr><th scope="col">Site</th><th scope="col" class="number">Checks</th></tr></thead>)"
        R"(<tbody><tr><td data-label="Site">acme.shop</td><td data-label="Checks" class="number">3</td></tr><tr><td data-label="Site">short row</td></tr></tbody></table></div>)");
}

TEST(Components, pagination_shows_the_ends_and_the_neighbours) {
    const std::string shown = pagination(in("en"), {7, 20, "/help?q=a"}).str();
    for (const char* part :
         {R"(href="/help?q=a&amp;page=6" rel="prev")", R"(href="/help?q=a&amp;page=8" rel="next")",
          R"(aria-current="page" aria-label="Page 7 of 20")", R"(<li class="gap">…</li>)", R"(href="/help?q=a&amp;page=20")"})
        EXPECT_TRUE(shown.contains(part)) << part << "\n" << shown;
    EXPECT_FALSE(shown.contains("page=5\"")) << shown;
    EXPECT_FALSE(pagination(in("en"), {1, 2, "/x"}).str().contains("prev"));
    EXPECT_EQ(pagination(in("en"), {1, 1, "/x"}).str(), "");
    EXPECT_EQ(pager(in("en"), "", "").str(), "");
    EXPECT_EQ(pager(in("ko"), "", "/x?after=3").str(),
              R"(<nav class="pages" aria-label="페이지"><a href="/x?after=3" rel="next">다음</a></nav>)");
}

TEST(Components, times_are_told_to_people_and_machines) {
    const Instant now = *parse_rfc3339("2026-11-22T16:00:00Z");
    const std::string shown = relative_time(in("cy"), now + 12min, now).str();
    EXPECT_TRUE(shown.starts_with(R"(<time datetime="2026-11-22T16:12:00Z" title=")")) << shown;
    EXPECT_TRUE(shown.ends_with(R"(" data-live>ymhen 12 munud</time>)")) << shown;
    EXPECT_TRUE(exact_time(in("ko"), now, i18n::TimeStyle::date).str().ends_with(">2026년 11월 23일</time>"));
}

TEST(Components, languages_are_named_in_themselves) {
    const LanguageLink links[] = {{"en", "/en/x"}, {"ko", "/ko/x"}};
    EXPECT_TRUE(
        language_switch(in("ko"), links).str().contains(R"(<a href="/ko/x" lang="ko" hreflang="ko" aria-current="true">한국어</a>)"));
    EXPECT_EQ(language_switch(in("ko"), std::span(links).first(1)).str(), "");
}

TEST(Components, the_last_crumb_is_where_one_is) {
    const Crumb crumbs[] = {{"Help", "/help"}, {"DNS", "/help/dns"}};
    EXPECT_EQ(
        breadcrumbs(in("en"), crumbs).str(),
        R"(<nav class="crumbs" aria-label="You are here"><ol><li><a href="/help">Help</a></li><li><span aria-current="page">DNS</span></li></ol></nav>)");
}

}  // namespace
}  // namespace goodhost::html
