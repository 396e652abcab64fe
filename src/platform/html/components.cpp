#include "platform/html/components.hpp"

#include <algorithm>

namespace goodhost::html {

namespace {

std::string_view name_of(Tone tone) {
    constexpr std::string_view names[] = {"neutral", "good", "warning", "bad"};
    return names[static_cast<std::size_t>(tone)];
}

std::string with_tone(std::string_view kind, Tone tone) {
    return std::string(kind).append(" ").append(kind).append("-").append(name_of(tone));
}

std::string page_url(const PageLinks& links, int page) { return url(links.path, {{"page", std::to_string(page)}}); }

/// First, last and the neighbours of the present page; 0 stands for a gap.
std::vector<int> pages_shown(const PageLinks& links) {
    std::vector<int> shown;
    for (int page = 1; page <= links.pages; ++page) {
        const bool near = page == 1 || page == links.pages || std::abs(page - links.page) <= 1;
        if (near)
            shown.push_back(page);
        else if (shown.back() != 0)
            shown.push_back(0);
    }
    return shown;
}

}  // namespace

Html badge(Tone tone, std::string_view text) { return span({{"class", with_tone("badge", tone)}}, text); }

Html flash(Tone tone, std::string_view text) {
    return div({{"class", with_tone("flash", tone)}, {"role", tone == Tone::bad ? "alert" : "status"}}, p(text));
}

Html empty_state(std::string_view title, std::string_view text, const Html& action) {
    return div({{"class", "empty"}}, p({{"class", "empty-title"}}, title), p(text), action);
}

Html card(std::string_view title, const Html& content) { return section({{"class", "card"}}, h2(title), content); }

Html definition_list(std::span<const std::pair<std::string, Html>> rows) {
    return dl({{"class", "definitions"}}, each(rows, [](const auto& row) { return div(dt(row.first), dd(row.second)); }));
}

Html table_of(std::string_view caption_text, std::span<const Column> columns, std::span<const std::vector<Html>> rows) {
    const auto head = each(columns, [](const Column& column) {
        return th({{"scope", "col"}, {"class", column.number ? std::optional<std::string_view>("number") : std::nullopt}}, column.label);
    });
    const auto body = each(rows, [&](const std::vector<Html>& cells) {
        Html row;
        for (std::size_t i = 0; i < std::min(cells.size(), columns.size()); ++i) {
            const auto number = columns[i].number ? std::optional<std::string_view>("number") : std::nullopt;
            row += td({{"data-label", columns[i].label}, {"class", number}}, cells[i]);
        }
        return tr(row);
    });
    return div({{"class", "table"}}, table(caption({{"class", "unseen"}}, caption_text), thead(tr(head)), tbody(body)));
}

Html pagination(const i18n::Translator& t, const PageLinks& links) {
    if (links.pages <= 1) return {};
    const auto item = [&](int page) {
        if (page == 0) return li({{"class", "gap"}}, "…");
        const auto here = page == links.page ? std::optional<std::string_view>("page") : std::nullopt;
        const std::string label = t("platform.list.page", {{"page", page}, {"pages", links.pages}});
        return li(a({{"href", page_url(links, page)}, {"aria-current", here}, {"aria-label", label}}, t.number(page)));
    };
    return nav({{"class", "pages"}, {"aria-label", t("platform.list.pages")}},
               when(links.page > 1,
                    [&] {
                        return a({{"href", page_url(links, links.page - 1)}, {"rel", "prev"}}, t("platform.list.previous"));
                    }),
               ul(each(pages_shown(links), item)), when(links.page < links.pages, [&] {
                   return a({{"href", page_url(links, links.page + 1)}, {"rel", "next"}}, t("platform.list.next"));
               }));
}

Html pager(const i18n::Translator& t, std::string_view previous, std::string_view next) {
    if (previous.empty() && next.empty()) return {};
    return nav({{"class", "pages"}, {"aria-label", t("platform.list.pages")}},
               when(!previous.empty(),
                    [&] {
                        return a({{"href", previous}, {"rel", "prev"}}, t("platform.list.previous"));
                    }),
               when(!next.empty(), [&] {
                   return a({{"href", next}, {"rel", "next"}}, t("platform.list.next"));
               }));
}

Html breadcrumbs(const i18n::Translator& t, std::span<const Crumb> crumbs) {
    const auto item = [&](const Crumb& crumb) {
        if (&crumb == &crumbs.back()) return li(span({{"aria-current", "page"}}, crumb.text));
        return li(a({{"href", crumb.href}}, crumb.text));
    };
    return nav({{"class", "crumbs"}, {"aria-label", t("platform.page.breadcrumbs")}}, ol(each(crumbs, item)));
}

Html relative_time(const i18n::Translator& t, Instant at, Instant now) {
    return time({{"datetime", to_rfc3339(at)}, {"title", t.time(at, i18n::TimeStyle::exact)}, {"data-live", true}}, t.relative(at, now));
}

Html exact_time(const i18n::Translator& t, Instant at, i18n::TimeStyle style) {
    return time({{"datetime", to_rfc3339(at)}, {"title", t.time(at, i18n::TimeStyle::exact)}}, t.time(at, style));
}

Html language_switch(const i18n::Translator& t, std::span<const LanguageLink> links) {
    if (links.size() < 2) return {};
    const auto item = [&](const LanguageLink& link) {
        const auto here = link.locale == t.locale() ? std::optional<std::string_view>("true") : std::nullopt;
        return li(a({{"href", link.href}, {"lang", link.locale.tag()}, {"hreflang", link.locale.tag()}, {"aria-current", here}},
                    link.locale.own_name()));
    };
    return nav({{"class", "languages"}, {"aria-label", t("platform.page.language")}}, ul(each(links, item)));
}

}  // namespace goodhost::html
