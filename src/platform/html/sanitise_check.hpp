#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "platform/mail/ascii.hpp"

namespace goodhost::html {

// For tests and fuzzing: what in the sanitiser's output would run or load by itself, seen without its own rules; empty when there
// is nothing. Only a `<` that begins a tag counts: in text it is written `&lt;`.
inline std::string unsafe_part(std::string_view html) {
    constexpr auto allowed = std::to_array<std::string_view>(
        {"a",       "abbr",   "address", "article",    "aside",  "b",        "bdi",    "bdo",   "big",     "blockquote", "br",
         "caption", "center", "cite",    "code",       "col",    "colgroup", "dd",     "del",   "details", "dfn",        "div",
         "dl",      "dt",     "em",      "figcaption", "figure", "font",     "footer", "h1",    "h2",      "h3",         "h4",
         "h5",      "h6",     "header",  "hr",         "i",      "img",      "ins",    "kbd",   "li",      "main",       "mark",
         "nav",     "ol",     "p",       "pre",        "q",      "rp",       "rt",     "ruby",  "s",       "samp",       "section",
         "small",   "span",   "strike",  "strong",     "sub",    "summary",  "sup",    "table", "tbody",   "td",         "tfoot",
         "th",      "thead",  "time",    "tr",         "tt",     "u",        "ul",     "var",   "wbr"});
    constexpr auto forbidden = std::to_array<std::string_view>({"\"javascript:", "\"vbscript:", "\"data:text", "\"file:", " srcset=\"",
                                                                " formaction=\"", " srcdoc=\"", " src=\"", " background=\"", " poster=\"",
                                                                " ping=\"", "url(", "expression(", "behavior", "position:fixed"});
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos; ++at) {
        auto tag = html.substr(at, html.find('>', at) - at);
        auto name = tag.substr(std::min<std::size_t>(tag.starts_with("</") ? 2 : 1, tag.size()));
        name = name.substr(0, name.find_first_of(" /"));
        if (std::ranges::find(allowed, name) == allowed.end()) return std::string(tag);
        for (auto words : forbidden)
            if (mail::contains_nocase(tag, words)) return std::string(tag);
        // An attribute's name stands behind a space and before `="`; in a value every quotation mark is written `&quot;`.
        bool in_value = false;
        for (std::size_t i = 0; i + 3 < tag.size(); ++i) {
            if (tag[i] == '"') in_value = !in_value;
            if (!in_value && mail::starts_nocase(tag.substr(i), " on")) return std::string(tag);
        }
    }
    return {};
}

}  // namespace goodhost::html
