#include <algorithm>
#include <array>
#include <charconv>

#include "platform/imap/lexer.hpp"
#include "platform/imap/response.hpp"

namespace goodhost::imap {

namespace {

/// The next character of UTF-8, U+FFFD for what is none; at least one byte is taken.
char32_t next_character(std::string_view& text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    std::size_t length = first < 0x80                    ? 1
                         : first >= 0xC2 && first < 0xE0 ? 2
                         : first >= 0xE0 && first < 0xF0 ? 3
                         : first >= 0xF0 && first < 0xF5 ? 4
                                                         : 0;
    char32_t value = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || (byte(i) & 0xC0) != 0x80) {
            length = 0;
            break;
        }
        value = value << 6 | (byte(i) & 0x3F);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
    bool good = length && value < 0x110000 && (value < 0xD800 || value >= 0xE000);
    return good ? value : U'\uFFFD';
}

/// Base64 with `,` for `/` and without padding.
std::string modified_base64(const std::string& bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (held += 8; held >= 6; held -= 6) out += digits[bits >> (held - 6) & 63];
    }
    if (held) out += digits[bits << (6 - held) & 63];
    return out;
}

void append_utf16(std::string& bytes, char32_t c) {
    auto unit = [&](char32_t u) { bytes += static_cast<char>(u >> 8), bytes += static_cast<char>(u & 0xFF); };
    if (c < 0x10000) return unit(c);
    c -= 0x10000;
    unit(0xD800 + (c >> 10));
    unit(0xDC00 + (c & 0x3FF));
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    while (text.starts_with(' ')) text.remove_prefix(1);
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc{} && end == text.data() + text.size() && value >= 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<std::string> quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c < ' ' || c > '~') return std::nullopt;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string mailbox_name(std::string_view utf8) {
    std::string out, shifted;
    auto unshift = [&] {
        if (!shifted.empty()) out += '&' + modified_base64(shifted) + '-';
        shifted.clear();
    };
    while (!utf8.empty()) {
        const char32_t c = next_character(utf8);
        if (c < U' ' || c > U'~') {
            append_utf16(shifted, c);
            continue;
        }
        unshift();
        out += static_cast<char>(c);
        if (c == U'&') out += '-';
    }
    unshift();
    return out;
}

std::optional<std::chrono::sys_seconds> read_internal_date(std::string_view text) {
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 26 || text[2] != '-' || text[6] != '-' || text[11] != ' ' || text[14] != ':' || text[17] != ':') return std::nullopt;
    auto month = std::ranges::find_if(months, [&](auto name) { return same_word(name, text.substr(3, 3)); });
    auto day = digits(text.substr(0, 2)), year = digits(text.substr(7, 4)), hour = digits(text.substr(12, 2));
    auto minute = digits(text.substr(15, 2)), second = digits(text.substr(18, 2)), zone = digits(text.substr(22, 4));
    if (month == months.end() || !day || !year || !hour || !minute || !second || !zone) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(month - months.begin() + 1)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    auto offset = std::chrono::hours{*zone / 100} + std::chrono::minutes{*zone % 100};
    auto local = std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
    return text[21] == '-' ? local + offset : local - offset;
}

}  // namespace goodhost::imap
