#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/html/sanitise.hpp"
#include "platform/html/sanitise_check.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/fold.hpp"
#include "platform/mail/reply.hpp"

/// Outside bytes as the body of an answer. Folding loses no letter: what is not new stands in the quotation. Only marks of a
/// quotation (`Ann> words`) may go.
namespace goodhost::mail {

std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return is_alnum(c); }));
}

std::size_t letters_of_unmarked_lines(std::string_view text) {
    std::size_t count = 0;
    for (auto line : split_lines(text))
        if (line.find_first_of(">|") == std::string_view::npos) count += letters(line);
    return count;
}

void check_reply(std::string_view text) {
    auto reply = trim_reply(text);
    if (letters(reply.reply_text) + letters(reply.quoted_text) < letters_of_unmarked_lines(text)) std::abort();
    trim_reply_html(text);
}

std::size_t letters_of_page(std::string_view html) { return letters(html::html_to_text(html, {.keep_links = false})); }

/// A page is cut, and nothing of it goes or changes.
void check_page(std::string_view text) {
    auto clean = html::sanitise(text).html;
    auto folded = fold_page(clean);
    if (!folded) return;
    if (letters_of_page(folded->shown) + letters_of_page(folded->quoted) != letters_of_page(clean)) std::abort();
    if (!html::unsafe_part(folded->shown).empty() || !html::unsafe_part(folded->quoted).empty()) std::abort();
}

}  // namespace goodhost::mail

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    goodhost::mail::check_reply(text);
    goodhost::mail::check_page(text);
    return 0;
}
