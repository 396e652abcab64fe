#pragma once
#include <string>
#include <string_view>

namespace goodhost::mail {

// Everything that is read out of one raw message, for `goodhost mail inspect`: as one JSON object, or for a person. The object holds
// what is sure about charsets, and in `guessed` what the desk shows instead.
std::string inspect_json(std::string_view raw);
std::string inspect_text(std::string_view raw);

}  // namespace goodhost::mail
