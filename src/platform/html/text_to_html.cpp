#include <algorithm>

#include "platform/html/sanitise_text.hpp"

namespace goodhost::html {
namespace {

bool is_url_character(char c) {
    return static_cast<unsigned char>(c) > 32 && c != '<' && c != '>' && c != '"' && c != '`' && c != '|' && c != '\\' && c != '^' &&
           c != '{' && c != '}';
}

// Length of a web address at the start of `text`, without the punctuation that ends the sentence.
std::size_t url_length(std::string_view text) {
    std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
    if (scheme == 0) return 0;
    std::size_t end = scheme;
    int brackets = 0;
    for (; end < text.size() && is_url_character(text[end]); ++end) {
        if (text[end] == '(') ++brackets;
        if (text[end] == ')' && --brackets < 0) break;
    }
    while (end > scheme && std::string_view(".,;:!?'*_").find(text[end - 1]) != std::string_view::npos) --end;
    return end > scheme ? end : 0;
}

void append_escaped(std::string& out, std::string_view text) {
    for (char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
}

}  // namespace

std::string text_to_html(std::string_view text) {
    std::string out = "<div>";
    out.reserve(text.size() + text.size() / 8);
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        const auto length = c == 'h' ? url_length(text.substr(i)) : 0;
        if (length == 0 && c != '\n' && !(c == ' ' && i + 1 < text.size() && text[i + 1] == ' ')) {
            ++i;
            continue;
        }
        append_escaped(out, text.substr(plain, i - plain));
        if (c == '\n')
            out += "<br>\n";
        else if (length == 0)
            out += "&nbsp;";
        else {
            std::string url;
            append_escaped(url, text.substr(i, length));
            out.append("<a href=\"")
                .append(url)
                .append("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">")
                .append(url)
                .append("</a>");
        }
        i += std::max<std::size_t>(length, 1);
        plain = i;
    }
    append_escaped(out, text.substr(plain));
    return out + "</div>";
}

}  // namespace goodhost::html
