#pragma once
#include <map>
#include <string>
#include <string_view>

// The text inside header values: folding, encoded words (RFC 2047), parameters (RFC 2231).
namespace goodhost::mail {

// The value on one line: line ends removed, the white space of the fold kept once.
std::string unfold(std::string_view raw);

// Decodes encoded words, also those split inside a character, put in quotes, or cut off; other 8-bit bytes by
// detection.
std::string decode_words(std::string_view unfolded);

// Encoded words where `text` needs them, folded at 76 columns after a first line that already holds `column`
// characters.
std::string encode_words(std::string_view text, std::size_t column);

struct ParameterisedValue {
    std::string value;                              // lower case, comments and parameters removed
    std::map<std::string, std::string> parameters;  // names in lower case, values decoded
};

// `Content-Type`, `Content-Disposition` and alike, as leniently as mail programs write them.
ParameterisedValue parse_parameters(std::string_view unfolded);

}  // namespace goodhost::mail
