#include "platform/html/sanitise_rules.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace goodhost::html {
namespace {

constexpr std::array kept{
    GUMBO_TAG_A,    GUMBO_TAG_ABBR,    GUMBO_TAG_ADDRESS,    GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,   GUMBO_TAG_B,      GUMBO_TAG_BDI,
    GUMBO_TAG_BDO,  GUMBO_TAG_BIG,     GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BR,         GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER, GUMBO_TAG_CITE,
    GUMBO_TAG_CODE, GUMBO_TAG_COL,     GUMBO_TAG_COLGROUP,   GUMBO_TAG_DD,         GUMBO_TAG_DEL,     GUMBO_TAG_DFN,    GUMBO_TAG_DIV,
    GUMBO_TAG_DL,   GUMBO_TAG_DT,      GUMBO_TAG_EM,         GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIGURE,  GUMBO_TAG_FONT,   GUMBO_TAG_FOOTER,
    GUMBO_TAG_H1,   GUMBO_TAG_H2,      GUMBO_TAG_H3,         GUMBO_TAG_H4,         GUMBO_TAG_H5,      GUMBO_TAG_H6,     GUMBO_TAG_HEADER,
    GUMBO_TAG_HR,   GUMBO_TAG_I,       GUMBO_TAG_IMG,        GUMBO_TAG_INS,        GUMBO_TAG_KBD,     GUMBO_TAG_LI,     GUMBO_TAG_MAIN,
    GUMBO_TAG_MARK, GUMBO_TAG_NAV,     GUMBO_TAG_OL,         GUMBO_TAG_P,          GUMBO_TAG_PRE,     GUMBO_TAG_Q,      GUMBO_TAG_S,
    GUMBO_TAG_SAMP, GUMBO_TAG_SECTION, GUMBO_TAG_SMALL,      GUMBO_TAG_SPAN,       GUMBO_TAG_STRIKE,  GUMBO_TAG_STRONG, GUMBO_TAG_SUB,
    GUMBO_TAG_SUP,  GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,      GUMBO_TAG_TD,         GUMBO_TAG_TFOOT,   GUMBO_TAG_TH,     GUMBO_TAG_THEAD,
    GUMBO_TAG_TIME, GUMBO_TAG_TR,      GUMBO_TAG_TT,         GUMBO_TAG_U,          GUMBO_TAG_UL,      GUMBO_TAG_VAR,    GUMBO_TAG_WBR};

// What stands inside these is no text for the reader, or was meant for another parser.
constexpr std::array dropped{GUMBO_TAG_APPLET,   GUMBO_TAG_AUDIO,    GUMBO_TAG_CANVAS,   GUMBO_TAG_EMBED,    GUMBO_TAG_FRAME,
                             GUMBO_TAG_FRAMESET, GUMBO_TAG_HEAD,     GUMBO_TAG_IFRAME,   GUMBO_TAG_INPUT,    GUMBO_TAG_MATH,
                             GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_OBJECT,   GUMBO_TAG_SCRIPT,
                             GUMBO_TAG_SELECT,   GUMBO_TAG_STYLE,    GUMBO_TAG_SVG,      GUMBO_TAG_TEMPLATE, GUMBO_TAG_TEXTAREA,
                             GUMBO_TAG_TITLE,    GUMBO_TAG_VIDEO,    GUMBO_TAG_LINK,     GUMBO_TAG_META,     GUMBO_TAG_BASE};

constexpr std::array<std::string_view, 8> common_attributes{"align", "dir", "height", "lang", "title", "valign", "width", "bgcolor"};

constexpr std::array<std::pair<GumboTag, std::string_view>, 27> own_attributes{
    {{GUMBO_TAG_FONT, "color"},        {GUMBO_TAG_FONT, "face"},         {GUMBO_TAG_FONT, "size"},     {GUMBO_TAG_IMG, "alt"},
     {GUMBO_TAG_IMG, "border"},        {GUMBO_TAG_IMG, "hspace"},        {GUMBO_TAG_IMG, "vspace"},    {GUMBO_TAG_LI, "value"},
     {GUMBO_TAG_OL, "reversed"},       {GUMBO_TAG_OL, "start"},          {GUMBO_TAG_OL, "type"},       {GUMBO_TAG_UL, "type"},
     {GUMBO_TAG_TABLE, "border"},      {GUMBO_TAG_TABLE, "rules"},       {GUMBO_TAG_TABLE, "summary"}, {GUMBO_TAG_HR, "size"},
     {GUMBO_TAG_TABLE, "cellpadding"}, {GUMBO_TAG_TABLE, "cellspacing"}, {GUMBO_TAG_TD, "colspan"},    {GUMBO_TAG_TD, "nowrap"},
     {GUMBO_TAG_TD, "rowspan"},        {GUMBO_TAG_TH, "colspan"},        {GUMBO_TAG_TH, "rowspan"},    {GUMBO_TAG_TH, "scope"},
     {GUMBO_TAG_COL, "span"},          {GUMBO_TAG_COLGROUP, "span"},     {GUMBO_TAG_TIME, "datetime"}}};

// Longest first does not matter: a name ending in '-' allows everything that begins with it.
constexpr std::array<std::string_view, 38> style_properties{
    "background-color", "border",          "border-",        "caption-side", "clear",          "color",        "direction",
    "display",          "empty-cells",     "float",          "font",         "font-",          "height",       "letter-spacing",
    "line-height",      "list-style-type", "margin",         "margin-",      "max-height",     "max-width",    "min-height",
    "min-width",        "overflow-wrap",   "padding",        "padding-",     "quotes",         "table-layout", "text-align",
    "text-decoration",  "text-indent",     "text-transform", "unicode-bidi", "vertical-align", "white-space",  "width",
    "word-break",       "word-spacing",    "word-wrap"};

constexpr std::array<std::string_view, 5> style_functions{"rgb", "rgba", "hsl", "hsla", "calc"};

constexpr std::array<std::string_view, 16> quote_names{"gmail_quote",          "gmail_quote_container", "gmail_extra",
                                                       "yahoo_quoted",         "moz-cite-prefix",       "divRplyFwdMsg",
                                                       "appendonsend",         "protonmail_quote",      "zmail_extra",
                                                       "tutanota_quote",       "OutlookMessageHeader",  "WM_QUOTED",
                                                       "yahoo_quoted_message", "mail_quote_box",        "ymail_android_signature_quote",
                                                       "isReplyContent"};

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_alnum(char c) { return (to_lower(c) >= 'a' && to_lower(c) <= 'z') || (c >= '0' && c <= '9'); }

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), to_lower);
    return out;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= 32) text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= 32) text.remove_suffix(1);
    return text;
}

bool is_safe_property(std::string_view name) {
    // border-image takes an address.
    if (name.starts_with("border-image")) return false;
    return std::ranges::any_of(style_properties, [&](std::string_view allowed) {
        return name == allowed || (allowed.back() == '-' && name.starts_with(allowed));
    });
}

// Only letters, numbers and the punctuation of plain values: no escape, comment, colon or unknown function gets
// through.
bool is_safe_value(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (static_cast<unsigned char>(c) >= 128 || is_alnum(c)) continue;
        if (std::string_view(" #%.,-+!'\"*/)").find(c) == std::string_view::npos && c != '(') return false;
        if (c == '/' && i + 1 < value.size() && value[i + 1] == '*') return false;
        if (c != '(') continue;
        std::size_t start = i;
        while (start > 0 && (is_alnum(value[start - 1]) || value[start - 1] == '-')) --start;
        if (std::ranges::find(style_functions, value.substr(start, i - start)) == style_functions.end()) return false;
    }
    return value.size() <= 500;
}

}  // namespace

TagRule rule_of(GumboTag tag) {
    if (std::ranges::find(kept, tag) != kept.end()) return TagRule::keep;
    if (std::ranges::find(dropped, tag) != dropped.end()) return TagRule::drop;
    return TagRule::unwrap;
}

bool is_void(GumboTag tag) {
    return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR || tag == GUMBO_TAG_IMG || tag == GUMBO_TAG_COL || tag == GUMBO_TAG_WBR;
}

bool is_allowed_attribute(GumboTag tag, std::string_view name) {
    return std::ranges::find(common_attributes, name) != common_attributes.end() ||
           std::ranges::find(own_attributes, std::pair{tag, name}) != own_attributes.end();
}

std::string safe_style(std::string_view style) {
    std::string out;
    while (!style.empty() && out.size() < 4000) {
        auto end = std::min(style.find(';'), style.size());
        auto declaration = style.substr(0, end);
        style.remove_prefix(std::min(style.size(), end + 1));
        auto colon = declaration.find(':');
        if (colon == std::string_view::npos) continue;
        auto name = lower(trim(declaration.substr(0, colon)));
        auto value = lower(trim(declaration.substr(colon + 1)));
        // Mail programs write colours as `background`, which else may hold an address.
        if (name == "background") name = "background-color";
        if (value.empty() || !is_safe_property(name) || !is_safe_value(value)) continue;
        out.append(name).append(":").append(value).append(";");
    }
    return out;
}

std::string safe_link(std::string_view address) {
    std::string clean;
    for (char c : trim(address)) {
        // Browsers ignore these inside an address, also inside its scheme.
        if (c == '\t' || c == '\n' || c == '\r') continue;
        if (static_cast<unsigned char>(c) < 32 || c == 127) return {};
        clean += c;
    }
    if (clean.starts_with("//")) clean.insert(0, "https:");
    auto colon = clean.find(':');
    if (colon == std::string::npos || clean.size() > 8000) return {};
    const auto scheme = lower(std::string_view(clean).substr(0, colon));
    if (scheme == "http" || scheme == "https")
        return clean.size() > colon + 3 && clean.compare(colon, 3, "://") == 0 ? clean : std::string();
    return scheme == "mailto" || scheme == "tel" ? clean : std::string();
}

bool is_image_data(std::string_view address) {
    const auto head = lower(address.substr(0, 40));
    for (std::string_view type : {"png", "jpeg", "jpg", "gif", "webp"})
        if (head.starts_with("data:image/" + std::string(type) + ";base64,"))
            return std::ranges::all_of(address.substr(head.find(',') + 1), [](char c) {
                return is_alnum(c) || c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r' || c == ' ';
            });
    return false;
}

bool is_quote_container(GumboTag tag, std::string_view class_names, std::string_view id, std::string_view type) {
    if (tag == GUMBO_TAG_BLOCKQUOTE && type == "cite") return true;
    auto known = [](std::string_view name) { return std::ranges::find(quote_names, name) != quote_names.end(); };
    if (known(id)) return true;
    while (!class_names.empty()) {
        auto end = std::min(class_names.find(' '), class_names.size());
        if (known(class_names.substr(0, end))) return true;
        class_names.remove_prefix(std::min(class_names.size(), end + 1));
    }
    return false;
}

bool quote_goes_on_behind(std::string_view id) { return id == "divRplyFwdMsg" || id == "appendonsend"; }

}  // namespace goodhost::html
