#pragma once
#include <string>
#include <string_view>

namespace goodhost::mail {

// What becomes of 8-bit bytes whose charset nobody stated (or wrongly). A single one between letters of ASCII may be a letter of
// any Western or Cyrillic charset: `likely` takes the likeliest, which is what a reader wants to see; `sure` says U+FFFD there and
// detects only where bytes in a row give the charset away.
enum class Guessing { likely, sure };

struct DecodedText {
    std::string text;       // valid UTF-8
    std::string charset;    // the one that was used
    bool guessed = false;   // it is not the declared one
    bool replaced = false;  // at least one byte had no meaning and became U+FFFD
};

// Bytes in a declared charset (empty: none) as UTF-8. Mislabelled names are mended (`ks_c_5601-1987` is cp949), 8-bit
// bytes without or against their label are detected. Non-empty input never gives empty output.
DecodedText decode_text(std::string_view bytes, std::string_view declared, Guessing guessing = Guessing::likely);

bool is_utf8(std::string_view bytes);
// `bytes` with every ill-formed sequence replaced by U+FFFD.
std::string valid_utf8(std::string_view bytes);
// The longest prefix of at most `size` bytes that does not cut a character.
std::string_view cut_utf8(std::string_view text, std::size_t size);
void append_utf8(std::string& out, char32_t code_point);

}  // namespace goodhost::mail
