#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/time.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/translator.hpp"

/// The pieces that public pages are made of, styled by web/site/site.css. Texts are given in the reader's language; the
/// few words that a component brings itself come from the Translator.
namespace goodhost::html {

/// Colour carries meaning, never alone: the text says it too.
enum class Tone { neutral, good, warning, bad };

/// A few words on a tint: a status, a severity.
Html badge(Tone tone, std::string_view text);

/// What happened with what the person just did. Bad news interrupts a screen reader, other news wait.
Html flash(Tone tone, std::string_view text);

/// A list with nothing in it: what it would show, and what to do. `action` may be empty.
Html empty_state(std::string_view title, std::string_view text, const Html& action = {});

/// A block with a heading.
Html card(std::string_view title, const Html& content);

/// Terms and what they are.
Html definition_list(std::span<const std::pair<std::string, Html>> rows);

struct Column {
    std::string label;
    bool number = false;  ///< set at the right edge
};
/// `caption` names the table for those who do not see it. On a phone each row becomes a block with its labels.
Html table_of(std::string_view caption, std::span<const Column> columns, std::span<const std::vector<Html>> rows);

struct PageLinks {
    int page = 1;      ///< from 1
    int pages = 1;     ///< nothing is shown for one
    std::string path;  ///< the list's address with its other parameters; `page=` is added
};
Html pagination(const i18n::Translator& t, const PageLinks& links);

/// Previous and next of a list that is read by position; an empty address leaves the link out.
Html pager(const i18n::Translator& t, std::string_view previous, std::string_view next);

struct Crumb {
    std::string text, href;
};
/// The way here; the last one is this page and has no link.
Html breadcrumbs(const i18n::Translator& t, std::span<const Crumb> crumbs);

/// `in 12 minutes`, kept up to date by the script, with the exact time and zone on hover.
Html relative_time(const i18n::Translator& t, Instant at, Instant now);
/// The time itself, for machines too.
Html exact_time(const i18n::Translator& t, Instant at, i18n::TimeStyle style = i18n::TimeStyle::date_time);

struct LanguageLink {
    i18n::Locale locale;
    std::string href;  ///< this page in that language
};
Html language_switch(const i18n::Translator& t, std::span<const LanguageLink> links);

}  // namespace goodhost::html
