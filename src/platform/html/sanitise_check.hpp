#pragma once
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "platform/mail/ascii.hpp"

namespace goodhost::html {

// One attribute as the sanitiser writes it: `name="value"`, with every quotation mark in the value written `&quot;`.
inline bool is_unsafe_attribute(std::string_view name, std::string_view value) {
    constexpr auto loads = std::to_array<std::string_view>(
        {"src", "srcset", "srcdoc", "background", "poster", "ping", "formaction", "action", "data", "lowsrc", "dynsrc", "xlink:href"});
    constexpr auto schemes = std::to_array<std::string_view>({"javascript:", "vbscript:", "data:", "file:", "blob:", "feed:"});
    constexpr auto in_styles = std::to_array<std::string_view>({"url(", "expression(", "behavior", "binding", "position", "@import", "\\"});
    if (mail::starts_nocase(name, "on") || std::ranges::find(loads, name) != loads.end()) return true;
    if (name == "href") return std::ranges::any_of(schemes, [&](auto scheme) { return mail::starts_nocase(value, scheme); });
    return name == "style" && std::ranges::any_of(in_styles, [&](auto words) { return mail::contains_nocase(value, words); });
}

inline bool is_unsafe_tag(std::string_view tag) {
    for (auto at = tag.find(' '); at != std::string_view::npos && at + 1 < tag.size();) {
        auto equals = tag.find_first_of("= ", at + 1);
        auto name = tag.substr(at + 1, equals - at - 1);
        if (equals == std::string_view::npos || tag.substr(equals, 2) != "=\"") {
            if (is_unsafe_attribute(name, {})) return true;
            at = equals;
            continue;
        }
        auto end = tag.find('"', equals + 2);
        if (is_unsafe_attribute(name, tag.substr(equals + 2, end - equals - 2))) return true;
        at = end == std::string_view::npos ? end : tag.find(' ', end);
    }
    return false;
}

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
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos; ++at) {
        auto tag = html.substr(at, html.find('>', at) - at);
        auto name = tag.substr(std::min<std::size_t>(tag.starts_with("</") ? 2 : 1, tag.size()));
        name = name.substr(0, name.find_first_of(" /"));
        if (std::ranges::find(allowed, name) == allowed.end() || is_unsafe_tag(tag)) return std::string(tag);
    }
    return {};
}

}  // namespace goodhost::html
