#include "platform/crypto/encoding.hpp"

#include <array>
#include <cstdint>

namespace goodhost::crypto {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64url_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

constexpr std::int8_t no_digit = -1;
using Values = std::array<std::int8_t, 256>;

consteval Values values_of(std::string_view digits, bool either_case) {
    Values values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
        const char c = digits[i];
        if (either_case && c >= 'A' && c <= 'Z') values[static_cast<unsigned char>(c - 'A' + 'a')] = static_cast<std::int8_t>(i);
        if (either_case && c >= 'a' && c <= 'z') values[static_cast<unsigned char>(c - 'a' + 'A')] = static_cast<std::int8_t>(i);
    }
    return values;
}

constexpr Values hex_values = values_of(hex_digits, true);
constexpr Values base64_values = values_of(base64_digits, false);
constexpr Values base64url_values = values_of(base64url_digits, false);
constexpr Values base32_values = values_of(base32_digits, true);

/// Digits of `width` bits each, most significant first; the last one is filled up with zero bits.
std::string encode(std::string_view bytes, std::string_view digits, unsigned width) {
    std::string text;
    text.reserve((bytes.size() * 8 + width - 1) / width + 3);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char byte : bytes) {
        pending = (pending << 8) | static_cast<unsigned char>(byte);
        bits += 8;
        while (bits >= width) {
            bits -= width;
            text += digits[(pending >> bits) & ((1u << width) - 1)];
        }
        pending &= (1u << bits) - 1;
    }
    if (bits > 0) text += digits[(pending << (width - bits)) & ((1u << width) - 1)];
    return text;
}

std::optional<std::string> decode(std::string_view text, const Values& values, unsigned width) {
    std::string bytes;
    bytes.reserve(text.size() * width / 8);
    std::uint32_t pending = 0;
    unsigned bits = 0;
    for (const char digit : text) {
        const std::int8_t value = values[static_cast<unsigned char>(digit)];
        if (value == no_digit) return std::nullopt;
        pending = (pending << width) | static_cast<std::uint32_t>(value);
        bits += width;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>((pending >> bits) & 0xff);
        }
        pending &= (1u << bits) - 1;
    }
    // What is left over may only be the filling of the last digit: fewer bits than one digit, all of them zero.
    if (bits >= width || pending != 0) return std::nullopt;
    return bytes;
}

}  // namespace

/// Every entry of the trail is hashed twice: two digits at a time, without the general way.
std::string hex(std::string_view bytes) {
    std::string text(bytes.size() * 2, '0');
    char* digit = text.data();
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        *digit++ = hex_digits[value >> 4];
        *digit++ = hex_digits[value & 0xf];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) { return decode(text, hex_values, 4); }

std::string base64(std::string_view bytes) {
    std::string text = encode(bytes, base64_digits, 6);
    while (text.size() % 4 != 0) text += '=';
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    return decode(text, base64_values, 6);
}

std::string base64url(std::string_view bytes) { return encode(bytes, base64url_digits, 6); }

std::optional<std::string> from_base64url(std::string_view text) { return decode(text, base64url_values, 6); }

std::string base32(std::string_view bytes) { return encode(bytes, base32_digits, 5); }

std::optional<std::string> from_base32(std::string_view text) { return decode(text, base32_values, 5); }

}  // namespace goodhost::crypto
