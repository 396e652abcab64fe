#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/mail/ascii.hpp"
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

}  // namespace goodhost::mail

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::mail::check_reply({reinterpret_cast<const char*>(data), size});
    return 0;
}
