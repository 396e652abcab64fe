#pragma once
#include <string>
#include <string_view>

// Transfer encodings as they stand in headers and bodies; every decoder skips what it cannot read.
namespace goodhost::mail {

int hex_value(char c);  // -1 when it is no hexadecimal digit

std::string decode_base64(std::string_view text);
std::string decode_quoted_printable(std::string_view text);
std::string decode_q_word(std::string_view text);  // RFC 2047 'Q': underscore is a space

// `line` 0 gives no line ends, else lines of that many characters ending in CRLF.
std::string encode_base64(std::string_view bytes, std::size_t line = 76);
std::string encode_quoted_printable(std::string_view text);  // LF in, CRLF out, lines of at most 76 characters

std::string sha256_hex(std::string_view bytes);

}  // namespace goodhost::mail
