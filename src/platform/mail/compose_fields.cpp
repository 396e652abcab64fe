#include "platform/mail/compose_fields.hpp"

#include <fmt/core.h>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <algorithm>
#include <memory>

#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/encodings.hpp"
#include "platform/mail/words.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t line_length = 76;
constexpr std::size_t word_bytes = 42;  // so that an encoded word stays within its 75 characters

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 127; });
}

bool needs_encoding(std::string_view text) {
    if (!is_plain(text) || text.find("=?") != std::string_view::npos) return true;
    return std::ranges::any_of(split(text, ' '), [](std::string_view word) { return word.size() > 900; });
}

// Breaks at single spaces only, so that unfolding gives the same text.
std::string fold_plain(std::string_view text, std::size_t column) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto end = std::min(text.find(' ', at + 1), text.size());
        auto word = text.substr(at, end - at);
        const bool can_break = word.size() > 1 && word.front() == ' ' && column > 0;
        if (can_break && column + word.size() > line_length) out += "\r\n", column = 0;
        out += word;
        column += word.size();
        at = end;
    }
    return out;
}

std::string phrase(const std::string& name, std::size_t column) {
    if (needs_encoding(name)) return encode_words(name, column);
    const bool atoms = std::ranges::all_of(
        name, [](char c) { return is_alnum(c) || std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos; });
    if (atoms) return name;
    std::string out = "\"";
    for (char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

// International domains in their ASCII form: not every relay on the way takes others.
std::string ascii_domain(const std::string& domain) {
    if (is_plain(domain)) return domain;
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII, error));
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    icu::IDNAInfo info;
    if (idna) idna->nameToASCII_UTF8(domain, sink, info, error);
    return U_FAILURE(error) || info.hasErrors() ? std::string() : out;
}

// Empty unless it is one local part and one domain without anything that ends an address.
std::string safe_address(std::string_view address) {
    auto at = address.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return {};
    if (address.find_first_of("<>,;:\"()[]\\ \t\r\n") != std::string_view::npos || !is_utf8(address)) return {};
    if (std::ranges::any_of(address, [](char c) { return static_cast<unsigned char>(c) < 33 || c == 127; })) return {};
    auto domain = ascii_domain(std::string(address.substr(at + 1)));
    return domain.empty() ? std::string() : std::string(address.substr(0, at + 1)) + domain;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (is_alnum(c) || c == '-' || c == '.' || c == '_')
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string one_line(std::string_view text) {
    auto out = valid_utf8(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 32 || c == 127) c = ' ';
    return std::string(trim(out));
}

bool is_token(std::string_view text) {
    return !text.empty() && text.size() < 70 && std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-' || c == '_'; });
}

std::string encode_words(std::string_view text, std::size_t column) {
    std::string out;
    while (!text.empty()) {
        auto piece = cut_utf8(text, word_bytes);
        if (piece.empty()) piece = text.substr(0, word_bytes);
        text.remove_prefix(piece.size());
        auto word = "=?utf-8?B?" + encode_base64(piece, 0) + "?=";
        if (!out.empty())
            out += "\r\n ";
        else if (column + word.size() > line_length && column > 1)
            out += "\r\n ";
        out += word;
    }
    return out;
}

std::string text_field(std::string_view name, std::string_view text) {
    const auto line = one_line(text);
    if (line.empty()) return {};
    const auto column = name.size() + 2;
    return fmt::format("{}: {}\r\n", name, needs_encoding(line) ? encode_words(line, column) : fold_plain(line, column));
}

std::string address_field(std::string_view name, const std::vector<Address>& addresses) {
    std::string out;
    for (const auto& [person, raw] : addresses) {
        const auto address = safe_address(raw);
        if (address.empty()) continue;
        out += out.empty() ? fmt::format("{}: ", name) : ",\r\n ";
        const auto words = one_line(person);
        out += words.empty() ? address : fmt::format("{} <{}>", phrase(words, name.size() + 2), address);
    }
    return out.empty() ? out : out + "\r\n";
}

std::string id_field(std::string_view name, const std::vector<std::string>& ids) {
    std::string out;
    for (const auto& id : ids) {
        if (id.empty() || id.size() > 900 || id.find_first_of("<> \t\r\n") != std::string::npos || !is_plain(id)) continue;
        out += out.empty() ? fmt::format("{}: <{}>", name, id) : fmt::format("\r\n <{}>", id);
    }
    return out.empty() ? out : out + "\r\n";
}

std::string parameter(std::string_view name, std::string_view value) {
    const auto line = one_line(value);
    if (is_plain(line) && line.size() < 60 && line.find_first_of("\"\\=?") == std::string::npos)
        return fmt::format(";\r\n {}=\"{}\"", name, line);
    const auto encoded = "utf-8''" + percent_encode(line.substr(0, 600));
    if (encoded.size() < 60) return fmt::format(";\r\n {}*={}", name, encoded);
    std::string out;
    for (std::size_t at = 0, number = 0; at < encoded.size(); ++number) {
        auto end = std::min(at + 58, encoded.size());
        // A percent sign and its digits stay together.
        if (auto percent = encoded.rfind('%', end - 1); percent != std::string::npos && percent + 3 > end && percent > at) end = percent;
        out += fmt::format(";\r\n {}*{}*={}", name, number, encoded.substr(at, end - at));
        at = end;
    }
    return out;
}

}  // namespace goodhost::mail
