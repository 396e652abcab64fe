#include "platform/mail/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// Labels as senders write them, to the superset that their software really means.
constexpr std::array<std::pair<std::string_view, const char*>, 34> aliases{{
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601-1989", "windows-949"},
    {"ks_c_5601", "windows-949"},
    {"ksc_5601", "windows-949"},
    {"ks_c_5861-1992", "windows-949"},
    {"euc-kr", "windows-949"},
    {"euckr", "windows-949"},
    {"korean", "windows-949"},
    {"cp949", "windows-949"},
    {"uhc", "windows-949"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"x-gbk", "gb18030"},
    {"hz", "HZ-GB-2312"},
    {"big5", "windows-950"},
    {"x-x-big5", "windows-950"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"iso-2022-jp", "ISO_2022,locale=ja,version=4"},
    {"iso-2022-jp-ms", "ISO_2022,locale=ja,version=4"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-9", "windows-1254"},
    {"tis-620", "windows-874"},
    {"iso-8859-11", "windows-874"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-7", "utf-7"},
}};

constexpr std::array<std::string_view, 9> no_charset{"",        "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown",
                                                     "unknown", "default",  "7bit"};

std::string normalised(std::string_view declared) {
    std::string name;
    for (char c : trim(declared))
        if (c != '"' && c != '\'' && !is_space(c)) name += to_lower(c);
    while (!name.empty() && (name.back() == ';' || name.back() == ',')) name.pop_back();
    if (name.starts_with("charset=")) name.erase(0, 8);
    return name.substr(0, 64);
}

Converter open_converter(const std::string& name) {
    auto alias = std::ranges::find(aliases, std::string_view(name), &std::pair<std::string_view, const char*>::first);
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(alias == aliases.end() ? name.c_str() : alias->second, &error), ucnv_close);
    // ICU opens names such as "unicode" as UTF-16, which then also reads mislabelled ASCII as Han.
    if (U_FAILURE(error)) return {nullptr, ucnv_close};
    return converter;
}

// Converts chunk by chunk, so that a megabyte of text does not cost a megabyte of UTF-16 besides.
std::string convert(UConverter* from, std::string_view bytes) {
    std::array<UChar, 4096> middle;
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 4);
    const char* source = bytes.data();
    const char* end = source + bytes.size();
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    char32_t high = 0;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
        error = U_ZERO_ERROR;
        UChar* target = middle.data();
        ucnv_toUnicode(from, &target, target + middle.size(), &source, end, nullptr, true, &error);
        for (UChar* c = middle.data(); c != target; ++c) {
            if (U16_IS_LEAD(*c))
                high = *c;
            else
                append_utf8(out, U16_IS_TRAIL(*c) && high ? U16_GET_SUPPLEMENTARY(high, *c) : *c);
            if (!U16_IS_LEAD(*c)) high = 0;
        }
    }
    return out;
}

bool is_ascii(std::string_view bytes) {
    return std::ranges::none_of(bytes, [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// The next character from `at`, which moves on; negative when ill-formed. ICU's index has 32 bits, so it sees four
// bytes.
UChar32 next_character(std::string_view bytes, std::size_t& at) {
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data()) + at;
    const auto window = static_cast<int32_t>(std::min<std::size_t>(bytes.size() - at, 4));
    int32_t used = 0;
    UChar32 c;
    U8_NEXT(data, used, window, c);
    at += static_cast<std::size_t>(used);
    return c;
}

// Counts the well-formed multi-byte sequences and the ill-formed ones.
std::pair<std::size_t, std::size_t> count_utf8(std::string_view bytes) {
    std::size_t good = 0, bad = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        UChar32 c = next_character(bytes, at);
        if (c < 0)
            ++bad;
        else if (c > 0x7f)
            ++good;
    }
    return {good, bad};
}

std::string detect(std::string_view bytes) {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), ucsdet_close);
    const auto sample = bytes.substr(0, 16384);
    ucsdet_setText(detector.get(), std::to_address(sample.begin()), static_cast<int32_t>(sample.size()), &error);
    const UCharsetMatch* match = U_SUCCESS(error) ? ucsdet_detect(detector.get(), &error) : nullptr;
    if (U_FAILURE(error) || !match || ucsdet_getConfidence(match, &error) < 25) return "windows-1252";
    std::string name = ucsdet_getName(match, &error);
    // Few 8-bit bytes look like UTF-16 or Hebrew to the detector; Western text is by far the likelier.
    bool short_text = bytes.size() < 64;
    if (name.starts_with("UTF-16") || name.starts_with("UTF-32") || name.starts_with("IBM4")) return "windows-1252";
    if (short_text && ucsdet_getConfidence(match, &error) < 60) return "windows-1252";
    return name;
}

DecodedText convert_with(const std::string& name, std::string_view bytes) {
    auto converter = open_converter(name);
    if (!converter) return {valid_utf8(bytes), "utf-8", true, true};
    DecodedText out{convert(converter.get(), bytes), name, false, false};
    out.replaced = out.text.find(replacement) != std::string::npos;
    return out;
}

// EUC-KR's syllables are pairs whose first byte is B0 to C8, where no other common charset has most of its letters. A dozen of
// them is too short a text for the detector.
bool is_korean(std::string_view bytes) {
    std::size_t syllables = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80) continue;
        const auto trail = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0u;
        if (lead < 0xB0 || lead > 0xC8 || trail < 0xA1 || trail > 0xFE) return false;
        ++syllables, ++i;
    }
    return syllables > 1;
}

// Every 8-bit byte has ASCII on both sides: it tells nothing about its charset.
bool stands_alone(std::string_view bytes) {
    auto is_high = [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; };
    return std::ranges::adjacent_find(bytes, [&](char a, char b) { return is_high(a) && is_high(b); }) == bytes.end();
}

DecodedText guess(std::string_view bytes, Guessing guessing) {
    if (guessing == Guessing::sure && stands_alone(bytes)) return {valid_utf8(bytes), "unknown-8bit", true, true};
    auto [good, bad] = count_utf8(bytes);
    if (good > 0 && bad * 8 <= good) return {valid_utf8(bytes), "utf-8", true, bad > 0};
    auto out = convert_with(is_korean(bytes) ? "windows-949" : detect(bytes), bytes);
    if (out.replaced) out = convert_with("windows-1252", bytes);
    out.guessed = true;
    return out;
}

bool has_iso2022_escape(std::string_view bytes) {
    auto escape = bytes.find("\x1b$");
    return escape != std::string_view::npos && bytes.find("\x1b(", escape) != std::string_view::npos;
}

}  // namespace

bool is_utf8(std::string_view bytes) { return is_ascii(bytes) || count_utf8(bytes).second == 0; }

std::string valid_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t start = at;
        if (next_character(bytes, at) < 0)
            out += replacement;
        else
            out.append(bytes.substr(start, at - start));
    }
    return out;
}

std::string_view cut_utf8(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return text.substr(0, size);
}

void append_utf8(std::string& out, char32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = 0xFFFD;
    auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code_point < 0x80) return put(code_point);
    if (code_point < 0x800)
        put(0xC0 | (code_point >> 6));
    else if (code_point < 0x10000)
        put(0xE0 | (code_point >> 12));
    else
        put(0xF0 | (code_point >> 18)), put(0x80 | ((code_point >> 12) & 0x3F));
    if (code_point >= 0x800) put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
}

DecodedText decode_text(std::string_view bytes, std::string_view declared, Guessing guessing) {
    const std::string name = normalised(declared);
    const bool unlabelled = std::ranges::find(no_charset, name) != no_charset.end();
    if (is_ascii(bytes) && (unlabelled || name == "utf-8" || name == "utf8")) {
        if (unlabelled && has_iso2022_escape(bytes)) return convert_with("iso-2022-jp", bytes);
        return {std::string(bytes), "us-ascii", false, false};
    }
    if (unlabelled) return guess(bytes, guessing);
    if (name == "utf-8" || name == "utf8") {
        auto [good, bad] = count_utf8(bytes);
        if (bad <= good) return {valid_utf8(bytes), "utf-8", false, bad > 0};
        return guess(bytes, guessing);
    }
    auto converter = open_converter(name);
    if (!converter) return guess(bytes, guessing);
    converter.reset();
    auto out = convert_with(name, bytes);
    // A wrong label on what is plainly UTF-8: several multi-byte characters, not one stray byte.
    if (out.replaced && count_utf8(bytes).first > 0 && count_utf8(bytes).second == 0) return {std::string(bytes), "utf-8", true, false};
    if (out.text.empty() && !bytes.empty()) return guess(bytes, guessing);
    return out;
}

}  // namespace goodhost::mail
