#include "platform/html/layout.hpp"

#include <array>

namespace goodhost::html {

namespace {

Html links_of(const std::vector<NavLink>& links) {
    return ul(each(links, [](const NavLink& link) {
        const auto here = link.current ? std::optional<std::string_view>("page") : std::nullopt;
        return li(a({{"href", link.href}, {"aria-current", here}}, link.text));
    }));
}

Html head_of(const Page& page) {
    const std::string whole_title = page.title.empty() ? page.brand.name : page.title + " · " + page.brand.name;
    return fragment(
        meta({{"charset", "utf-8"}}), meta({{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}), title(whole_title),
        when(!page.description.empty(),
             [&] {
                 return meta({{"name", "description"}, {"content", page.description}});
             }),
        meta({{"name", "color-scheme"}, {"content", "light dark"}}),
        when(!page.brand.color.empty(),
             [&] {
                 return meta({{"name", "theme-color"}, {"content", page.brand.color}});
             }),
        when(!page.indexed,
             [] {
                 return meta({{"name", "robots"}, {"content", "noindex"}});
             }),
        link({{"rel", "stylesheet"}, {"href", page.stylesheet}}),
        when(!page.brand.stylesheet.empty(),
             [&] {
                 return link({{"rel", "stylesheet"}, {"href", page.brand.stylesheet}});
             }),
        when(!page.brand.icon.empty(),
             [&] {
                 return link({{"rel", "icon"}, {"href", page.brand.icon}});
             }),
        when(!page.canonical.empty(),
             [&] {
                 return link({{"rel", "canonical"}, {"href", page.canonical}});
             }),
        each(page.languages,
             [&](const LanguageLink& language) {
                 return link({{"rel", "alternate"}, {"hreflang", language.locale.tag()}, {"href", page.origin + language.href}});
             }),
        page.head, script({{"type", "module"}, {"src", page.script}}));
}

Html brand_mark(const PageBrand& brand) {
    // The name stands in the picture, so the picture's text is the name.
    if (!brand.logo.empty())
        return a({{"class", "brand"}, {"href", brand.home}}, img({{"src", brand.logo}, {"alt", brand.name}, {"height", 32}}));
    return a({{"class", "brand"}, {"href", brand.home}}, brand.name);
}

Html head_bar(const Page& page, const i18n::Translator& t) {
    return header({{"class", "top"}},
                  div({{"class", "wide"}}, brand_mark(page.brand),
                      when(!page.account.empty(),
                           [&] {
                               return nav({{"class", "account"}, {"aria-label", t("platform.page.account")}}, links_of(page.account));
                           }),
                      when(!page.links.empty(), [&] {
                          return nav({{"class", "links"}, {"aria-label", t("platform.page.navigation")}}, links_of(page.links));
                      })));
}

Html foot_bar(const Page& page, const i18n::Translator& t) {
    return footer({{"class", "bottom"}},
                  div({{"class", "wide"}},
                      when(!page.footer.empty(),
                           [&] {
                               return nav({{"class", "links"}, {"aria-label", t("platform.page.footer")}}, links_of(page.footer));
                           }),
                      language_switch(t, page.languages), p({{"class", "quiet"}}, page.brand.name)));
}

}  // namespace

Html layout(const Page& page, const i18n::Translator& t) {
    const Html body =
        fragment(a({{"class", "skip"}, {"href", "#main"}}, t("platform.page.skip")), head_bar(page, t),
                 main({{"id", "main"}, {"tabindex", "-1"}, {"class", page.narrow ? "narrow" : "wide"}}, page.content), foot_bar(page, t));
    // One expression, because children are borrowed.
    return fragment(
        raw_trusted("<!doctype html>\n"),
        element("html", std::array{Attribute("lang", t.locale().tag())},
                std::array<Child, 5>{raw_trusted("<head>"), head_of(page), raw_trusted("</head><body>"), body, raw_trusted("</body>")}));
}

Html problem_content(const ProblemText& problem) {
    return section({{"class", "problem"}}, p({{"class", "problem-status"}}, problem.status), h1(problem.title), p(problem.text),
                   problem.action);
}

}  // namespace goodhost::html
