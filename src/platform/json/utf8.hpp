#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace goodhost::json {

/// Length in bytes of the well-formed UTF-8 sequence at the start of `text` (RFC 3629: no surrogates, no overlong
/// forms, nothing above U+10FFFF); 0 when there is none.
std::size_t utf8_sequence(std::string_view text);
bool is_utf8(std::string_view text);
/// What every database takes as text: at most so many bytes, `?` for what is not UTF-8, a blank for NUL.
std::string storable(std::string_view text, std::size_t longest);

}  // namespace goodhost::json
