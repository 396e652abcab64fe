#include "email/look.hpp"

#include <algorithm>
#include <array>

#include "platform/html/elements.hpp"

namespace goodhost::email {

namespace {

struct Style {
    std::string_view name;  ///< of an element, or a class that begins with `mail-`
    std::string_view css;   ///< `$color` is the brand's
};

constexpr auto styles = std::to_array<Style>({
    {"mail-sheet", "margin:0;padding:0;background:#eef1f2;-webkit-text-size-adjust:100%"},
    {"mail-letter", "margin:0;padding:0;background:#ffffff;-webkit-text-size-adjust:100%"},
    {"mail-outside", "padding:24px 12px"},
    {"mail-card", "max-width:600px;background:#ffffff;border-top:4px solid $color;border-radius:6px"},
    {"mail-plain", "max-width:720px"},
    {"mail-head", "padding:20px 28px 0 28px;font:600 15px/1.4 'Segoe UI',Helvetica,Arial,'Noto Sans',sans-serif;color:#24292d"},
    {"mail-words", "padding:16px 28px 24px 28px;font:15px/1.6 'Segoe UI',Helvetica,Arial,'Noto Sans',sans-serif;color:#24292d"},
    {"mail-letter-words", "padding:4px 0 16px 0;font:15px/1.6 'Segoe UI',Helvetica,Arial,'Noto Sans',sans-serif;color:#24292d"},
    {"mail-below", "padding:14px 28px 0 28px;font:12px/1.5 'Segoe UI',Helvetica,Arial,'Noto Sans',sans-serif;color:#5c666d"},
    {"mail-action",
     "display:inline-block;margin:8px 0;padding:10px 18px;border-radius:6px;background:$color;color:#ffffff;font-weight:600;"
     "text-decoration:none"},
    {"mail-signature", "margin:20px 0 0 0;color:#5c666d"},
    {"mail-files", "margin:16px 0 0 0;padding:0 0 0 20px"},
    {"p", "margin:0 0 14px 0"},
    {"ul", "margin:0 0 14px 0;padding:0 0 0 24px"},
    {"ol", "margin:0 0 14px 0;padding:0 0 0 24px"},
    {"blockquote", "margin:0 0 14px 0;padding:0 0 0 14px;border-left:3px solid #cfd6da;color:#5c666d"},
    {"pre",
     "margin:0 0 14px 0;padding:12px;background:#f3f5f6;border-radius:4px;font:13px/1.5 Consolas,Menlo,monospace;white-space:pre-wrap"},
    {"code", "font-family:Consolas,Menlo,monospace;font-size:92%"},
    {"img", "max-width:100%;height:auto"},
    {"td", "padding:4px 8px;vertical-align:top"},
    {"th", "padding:4px 8px;vertical-align:top;text-align:left"},
});

const Style* style_of(std::string_view name) {
    auto at = std::ranges::find(styles, name, &Style::name);
    return at == styles.end() ? nullptr : &*at;
}

constexpr std::string_view class_mark = " class=\"mail-";

/// The tag without its angle brackets: its class, when it is one of ours, becomes its style.
std::string styled(std::string_view tag, std::string_view color) {
    auto name = tag.substr(0, tag.find_first_of(" /"));
    std::string out(tag);
    const Style* style = nullptr;
    if (auto at = out.find(class_mark); at != std::string::npos) {
        auto begin = at + class_mark.size() - 5, end = out.find('"', begin);
        style = style_of(out.substr(begin, end - begin));
        out.erase(at, end + 1 - at);
    } else if (out.find(" style=") == std::string::npos) {
        style = style_of(name);
    }
    if (!style) return out;
    std::string css(style->css);
    if (auto at = css.find("$color"); at != std::string::npos) css.replace(at, 6, color);
    return out.insert(name.size(), " style=\"" + css + "\"");
}

bool is_color(std::string_view text) {
    auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    return text.size() == 7 && text[0] == '#' && std::ranges::all_of(text.substr(1), hex);
}

/// A table, because the mail programs of offices lay out nothing else.
html::Html frame(std::string_view kind, const html::Html& rows) {
    using namespace html;
    return table({{"role", "presentation"}, {"width", "100%"}, {"class", kind}}, rows);
}

}  // namespace

std::string with_inline_styles(std::string_view markup, std::string_view color) {
    std::string out;
    out.reserve(markup.size() * 2);
    while (true) {
        auto open = markup.find('<');
        auto close = open == std::string_view::npos ? open : markup.find('>', open);
        if (close == std::string_view::npos) break;
        out += markup.substr(0, open + 1);
        auto tag = markup.substr(open + 1, close - open - 1);
        out += tag.starts_with('/') || tag.starts_with('!') ? std::string(tag) : styled(tag, color);
        out += '>';
        markup.remove_prefix(close + 1);
    }
    return out += markup;
}

std::string mail_page(const Look& look, const html::Html& words, const html::Html& below) {
    using namespace html;
    std::string color(is_color(look.color) ? look.color : "#0f766e");
    auto content = look.personal
                       ? frame("mail-plain", tr(td({{"class", "mail-letter-words"}}, words)))
                       : frame("mail-outside-frame", tr(td({{"align", "center"}, {"class", "mail-outside"}},
                                                           frame("mail-card", fragment(tr(td({{"class", "mail-head"}}, look.brand)),
                                                                                       tr(td({{"class", "mail-words"}}, words)))),
                                                           when(!below.empty(), [&] {
                                                               return frame("mail-plain", tr(td({{"class", "mail-below"}}, below)));
                                                           }))));
    auto head = fragment(meta({{"charset", "utf-8"}}), meta({{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
                         title(look.title));
    return "<!doctype html><html lang=\"" + std::string(look.locale.tag()) + "\"><head>" + head.str() + "</head>" +
           with_inline_styles(
               std::string("<body class=\"") + (look.personal ? "mail-letter" : "mail-sheet") + "\">" + content.str() + "</body>", color) +
           "</html>";
}

}  // namespace goodhost::email
