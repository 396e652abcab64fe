#include "platform/html/layout.hpp"

#include <gtest/gtest.h>

namespace goodhost::html {
namespace {

Page some_page() {
    return {.title = "Help & more",
            .description = "How to",
            .brand = {.name = "Acme <Hosting>", .stylesheet = "/brand.css", .color = "#0f6d64"},
            .stylesheet = "/site.css",
            .script = "/site.js",
            .links = {{"Help", "/help", true}, {"Status", "/status"}},
            .languages = {{"en", "/en/help"}, {"cy", "/cy/help"}},
            .origin = "https://help.example",
            .content = h1("Help")};
}

std::string shown(const Page& page, i18n::Locale locale) {
    static const i18n::Catalogue all(files::embedded_locales());
    return layout(page, {all, locale}).str();
}

TEST(Layout, a_page_has_its_landmarks_and_its_language) {
    const std::string page = shown(some_page(), "cy");
    EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"cy\"><head><meta charset=\"utf-8\">")) << page;
    for (const char* part :
         {"<title>Help &amp; more · Acme &lt;Hosting&gt;</title>", R"(<a class="skip" href="#main">Neidio i&#39;r cynnwys</a>)",
          R"(<main id="main" tabindex="-1" class="wide"><h1>Help</h1></main>)", R"(<a href="/help" aria-current="page">Help</a>)",
          R"(<link rel="alternate" hreflang="en" href="https://help.example/en/help">)",
          R"(<script type="module" src="/site.js"></script></head>)", R"(<link rel="stylesheet" href="/brand.css">)"})
        EXPECT_TRUE(page.contains(part)) << part << "\n" << page;
    EXPECT_TRUE(page.ends_with("</footer></body></html>")) << page;
    EXPECT_FALSE(page.contains("noindex"));
}

TEST(Layout, nothing_on_a_page_needs_more_than_the_policy_allows) {
    const std::string page = shown(some_page(), "en");
    EXPECT_FALSE(page.contains(" style=")) << page;
    EXPECT_FALSE(page.contains("<style")) << page;
    EXPECT_FALSE(page.contains("<script>")) << page;
}

TEST(Layout, a_logo_has_the_brand_s_name) {
    Page page = some_page();
    page.brand.logo = "/logo.svg";
    page.indexed = false;
    EXPECT_TRUE(
        shown(page, "en").contains(R"(<a class="brand" href="/"><img src="/logo.svg" alt="Acme &lt;Hosting&gt;" height="32"></a>)"));
    EXPECT_TRUE(shown(page, "en").contains(R"(<meta name="robots" content="noindex">)"));
}

TEST(Layout, a_brand_s_colour_stays_readable) {
    // A dark colour serves as it is on light paper and is lightened on dark paper.
    EXPECT_EQ(brand_stylesheet("#0f6d64"),
              ":root{--brand:#0f6d64;--brand-hover:#0d5d55;--on-brand:#ffffff;--brand-ink:#0f6d64}\n"
              "@media (prefers-color-scheme:dark){:root{--brand-ink:#5c9c96}}\n");
    // A pale one has dark text on it and is darkened to be text.
    const std::string yellow = brand_stylesheet("#ffdd00");
    EXPECT_TRUE(yellow.contains("--brand:#ffdd00;")) << yellow;
    EXPECT_TRUE(yellow.contains("--on-brand:#000000")) << yellow;
    EXPECT_FALSE(yellow.contains("--brand-ink:#ffdd00}\n@media")) << yellow;
    for (const char* bad : {"", "red", "#12345", "#1234567", "#12345g", "#12 456", "#fff};x{"})
        EXPECT_EQ(brand_stylesheet(bad), brand_stylesheet("#0f6d64")) << bad;
}

}  // namespace
}  // namespace goodhost::html
