#pragma once
#include <string>
#include <string_view>

namespace goodhost::mail {

// Reason of the first rule whose words stand in `text`, empty when none does.
std::string_view reason_of_words(std::string_view text);
// What an enhanced status code says by itself; empty for the codes that say nothing.
std::string_view reason_of_status(std::string_view status);
std::string_view reason_of_category(std::string_view category);

// The enhanced status code in a text, preferring one that says more than `x.0.0`; empty when none stands there.
std::string find_status(std::string_view text);
// An SMTP reply code of class 4 or 5 in a text.
std::string find_reply_code(std::string_view text);

// `*` in `words` stands for anything; both in lower case. Linear in `text`.
bool has_words(std::string_view text, std::string_view words);

}  // namespace goodhost::mail
