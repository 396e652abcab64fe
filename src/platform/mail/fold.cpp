#include "platform/mail/fold.hpp"

#include <algorithm>
#include <vector>

#include "platform/html/sanitise_cut.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/reply.hpp"

namespace goodhost::mail {

namespace {

/// Where the first line with words from that one on begins.
std::size_t place_of(const std::vector<std::size_t>& sources, std::size_t line) {
    while (line < sources.size() && sources[line] == html::no_source) ++line;
    return line < sources.size() ? sources[line] : html::no_source;
}

}  // namespace

std::optional<FoldedPage> fold_page(std::string_view clean) {
    // Dashes end a text's words, as before a signature; a rule on a page only parts them.
    const html::TextOptions options{.keep_links = false, .draw_rules = false, .mark_quote_containers = true};
    const auto page = html::html_to_sourced_text(clean, options);
    const auto reply = trim_reply(page.text);
    if (trim(reply.reply_text).empty() || trim(reply.quoted_text).empty()) return std::nullopt;
    const auto first = reply.first_line > 0 ? place_of(page.sources, reply.first_line) : 0;
    const auto behind = place_of(page.sources, reply.line_behind);
    if (first == 0 && behind == html::no_source) return std::nullopt;
    const std::size_t places[] = {first, std::min(behind, clean.size())};
    auto pieces = html::cut_html(clean, places);
    FoldedPage folded{std::move(pieces[1]), {}};
    if (first > 0) folded.quoted += pieces[0];
    if (behind != html::no_source) folded.quoted += pieces[2];
    return folded;
}

}  // namespace goodhost::mail
