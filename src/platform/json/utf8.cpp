#include "platform/json/utf8.hpp"

#include <algorithm>
#include <cstdint>

namespace goodhost::json {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

bool is_continuation(std::string_view text, std::size_t at) { return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80; }

/// The range that the second byte must be in, which is where overlong forms and surrogates show.
bool second_fits(std::uint8_t first, std::uint8_t second) {
    switch (first) {
        case 0xE0: return second >= 0xA0;
        case 0xED: return second <= 0x9F;
        case 0xF0: return second >= 0x90;
        case 0xF4: return second <= 0x8F;
        default: return true;
    }
}

}  // namespace

std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    auto first = byte_at(text, 0);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t i = 1; i < length; ++i)
        if (!is_continuation(text, i)) return 0;
    return second_fits(first, byte_at(text, 1)) ? length : 0;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto length = utf8_sequence(text.substr(at));
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string storable(std::string_view text, std::size_t longest) {
    std::string kept;
    kept.reserve(std::min(text.size(), longest));
    while (!text.empty()) {
        const auto length = utf8_sequence(text);
        const auto piece = length == 0 ? std::string_view("?") : text.front() == '\0' ? std::string_view(" ") : text.substr(0, length);
        if (kept.size() + piece.size() > longest) break;
        kept += piece;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return kept;
}

}  // namespace goodhost::json
