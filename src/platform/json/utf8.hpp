#pragma once
#include <cstddef>
#include <string_view>

namespace goodhost::json {

/// Length in bytes of the well-formed UTF-8 sequence at the start of `text` (RFC 3629: no surrogates, no overlong
/// forms, nothing above U+10FFFF); 0 when there is none.
std::size_t utf8_sequence(std::string_view text);
bool is_utf8(std::string_view text);

}  // namespace goodhost::json
