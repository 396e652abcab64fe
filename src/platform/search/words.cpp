#include "platform/search/words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <stdexcept>

namespace goodhost::search {

namespace {

constexpr std::size_t longest_word = 80;
/// Of one text; the words beyond are not found. Far more than a mail that a person wrote.
constexpr std::size_t longest_text = 512 * 1024;

/// Accents that any script may carry (blocks of combining diacritical marks), not the vowel signs of a script.
bool is_accent(UChar32 c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE20 && c <= 0xFE2F);
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BB || c == 0x02BC; }

bool is_word(UChar32 c) {
    constexpr std::uint32_t kept = U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
    return (U_GET_GC_MASK(c) & kept) != 0 && !is_apostrophe(c);
}

bool stands_alone(UChar32 c) {
    if (c < 0x2E80) return false;
    UErrorCode status = U_ZERO_ERROR;
    const auto script = uscript_getScript(c, &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

void check(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
}

icu::UnicodeString without_accents(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        if (const auto c = text.char32At(i); !is_accent(c)) out.append(c);
    return out;
}

/// Composed again at the end, for Hangul falls apart with the accents.
icu::UnicodeString folded(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const auto* const decompose = icu::Normalizer2::getNFDInstance(status);
    const auto* const compose = icu::Normalizer2::getNFCInstance(status);
    check(status);
    const auto source = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const auto plain = without_accents(decompose->normalize(fold->normalize(source, status), status));
    const auto result = compose->normalize(plain, status);
    check(status);
    return result;
}

class Collector {
  public:
    explicit Collector(std::size_t limit) : limit_(limit) {}

    bool full() const { return words_.size() >= limit_; }
    void take(UChar32 c) {
        if (is_apostrophe(c)) return;
        if (!is_word(c)) return end();
        const bool alone = stands_alone(c);
        if (alone) end();
        if (word_.size() + 4 <= longest_word) icu::UnicodeString(c).toUTF8String(word_);
        if (alone) end();
    }
    void take_ascii(char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter && word_.size() < longest_word - 3)
            word_ += c;
        else if (c >= 'A' && c <= 'Z')
            take_ascii(static_cast<char>(c - 'A' + 'a'));
        else if (!letter && !is_apostrophe(c))
            end();
    }
    void end() {
        if (!word_.empty() && !full()) words_.push_back(word_);
        word_.clear();
    }
    std::vector<std::string> finish() {
        end();
        return std::move(words_);
    }

  private:
    const std::size_t limit_;
    std::vector<std::string> words_;
    std::string word_;
};

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::vector<std::string> words_of(std::string_view text, std::size_t limit) {
    text = text.substr(0, longest_text);
    Collector collector(limit);
    if (is_ascii(text)) {
        for (std::size_t i = 0; i < text.size() && !collector.full(); ++i) collector.take_ascii(text[i]);
        return collector.finish();
    }
    const auto plain = folded(text);
    for (std::int32_t i = 0; i < plain.length() && !collector.full(); i = plain.moveIndex32(i, 1)) collector.take(plain.char32At(i));
    return collector.finish();
}

}  // namespace goodhost::search
