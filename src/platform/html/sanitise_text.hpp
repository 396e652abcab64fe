#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::html {

struct TextOptions {
    bool keep_links = true;              // `words <https://...>` where the words are not the address itself
    bool mark_quotes = true;             // lines inside blockquote begin with "> "
    bool draw_rules = true;              // dashes for <hr>
    bool mark_quote_containers = false;  // the boxes in which mail programs put the quoted message as well
};

// Readable text, linear in its input whatever that is.
std::string html_to_text(std::string_view html, const TextOptions& options = {});

// The same, and for each of its lines where in the HTML that line begins; `no_source` for a line without words.
struct SourcedText {
    std::string text;
    std::vector<std::size_t> sources;
};
inline constexpr std::size_t no_source = std::string::npos;
SourcedText html_to_sourced_text(std::string_view html, const TextOptions& options = {});

// Escaped, lines kept, addresses of web pages and mail made links.
std::string text_to_html(std::string_view text);

// The charset that a document states in its own first kilobytes, empty when none.
std::string declared_charset(std::string_view html);

}  // namespace goodhost::html
