#include "platform/mail/encodings.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdint>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view hex_digits = "0123456789ABCDEF";

constexpr std::array<signed char, 256> base64_values = [] {
    std::array<signed char, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base64_alphabet.size(); ++i)
        values[static_cast<unsigned char>(base64_alphabet[i])] = static_cast<signed char>(i);
    values['-'] = 62, values['_'] = 63;
    return values;
}();

void append_hex(std::string& out, char c) {
    auto byte = static_cast<unsigned char>(c);
    out += '=';
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15];
}

// The escape at text[i] == '=': appends its byte and gives the characters it takes, 0 when it is none.
std::size_t decode_escape(std::string_view text, std::size_t i, std::string& out) {
    if (i + 2 >= text.size()) return 0;
    int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return 0;
    out += static_cast<char>(high * 16 + low);
    return 3;
}

// Length of a soft line break (`=`, blanks, line end) at `i`, 0 when it is none.
std::size_t soft_break(std::string_view text, std::size_t i) {
    std::size_t end = text.find_first_not_of(" \t", i + 1);
    if (end == std::string_view::npos) return text.size() - i;
    if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n') ++end;
    return text[end] == '\n' ? end + 1 - i : 0;
}

}  // namespace

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string decode_base64(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (char c : text) {
        // Padding inside the text starts a new group: several encodings were put one behind the other.
        if (c == '=') {
            count = 0;
            bits = 0;
            continue;
        }
        int value = base64_values[static_cast<unsigned char>(c)];
        if (value < 0) continue;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        // After two characters 12 bits are held, of which 8 go out; after three 10, after four 8.
        if (++count == 1) continue;
        const int left = 6 - 2 * (count - 1);
        out += static_cast<char>(static_cast<unsigned char>(bits >> left));
        if (count == 4) count = 0, bits = 0;
    }
    return out;
}

std::string decode_quoted_printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '=') {
            out += text[i++];
            continue;
        }
        if (auto used = decode_escape(text, i, out))
            i += used;
        else if (auto skipped = soft_break(text, i))
            i += skipped;
        else
            out += text[i++];
    }
    return out;
}

std::string decode_q_word(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '=')
            if (auto used = decode_escape(text, i, out)) {
                i += used;
                continue;
            }
        out += text[i] == '_' ? ' ' : text[i];
        ++i;
    }
    return out;
}

std::string encode_base64(std::string_view bytes, std::size_t line) {
    std::string out;
    out.reserve(bytes.size() * 4 / 3 + bytes.size() / 30 + 4);
    std::size_t column = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        if (line && column + 4 > line) out += "\r\n", column = 0;
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) bits = (bits << 8) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        out += base64_alphabet[bits >> 18];
        out += base64_alphabet[(bits >> 12) & 63];
        out += i + 1 < bytes.size() ? base64_alphabet[(bits >> 6) & 63] : '=';
        out += i + 2 < bytes.size() ? base64_alphabet[bits & 63] : '=';
        column += 4;
    }
    if (line && column) out += "\r\n";
    return out;
}

std::string encode_quoted_printable(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '\n' || (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')) {
            if (c == '\r') ++i;
            out += "\r\n";
            column = 0;
            continue;
        }
        bool line_ends = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
        bool plain = (c > ' ' && c < 127 && c != '=') || ((c == ' ' || c == '\t') && !line_ends);
        // "From " and a lone dot at a line's start are altered on the way by old relays.
        if (column == 0 && (c == '.' || c == 'F')) plain = false;
        if (column + (plain ? 1u : 3u) > 75) out += "=\r\n", column = 0;
        if (plain)
            out += c, ++column;
        else
            append_hex(out, c), column += 3;
    }
    return out;
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string out;
    for (unsigned i = 0; i < length; ++i) {
        out += to_lower(hex_digits[digest[i] >> 4]);
        out += to_lower(hex_digits[digest[i] & 15]);
    }
    return out;
}

}  // namespace goodhost::mail
