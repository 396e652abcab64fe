#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/mail/ascii.hpp"
#include "platform/mail/reply.hpp"

/// Outside bytes as the body of an answer. Folding loses no letter: what is not new stands in the quotation.
namespace goodhost::mail {

std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return is_alnum(c); }));
}

void check_reply(std::string_view text) {
    auto reply = trim_reply(text);
    if (letters(reply.reply_text) + letters(reply.quoted_text) < letters(text)) std::abort();
    trim_reply_html(text);
}

}  // namespace goodhost::mail

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::mail::check_reply({reinterpret_cast<const char*>(data), size});
    return 0;
}
