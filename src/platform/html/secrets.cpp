#include "platform/html/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "platform/mail/ascii.hpp"

namespace goodhost::html {
namespace {

using mail::is_digit;
using mail::is_space;

// Lower case, as they stand in front of a colon, an equals sign or a verb.
constexpr auto password_words =
    std::to_array<std::string_view>({"password",   "passwort", "passwd",     "passphrase", "kennwort", "mot de passe", "contraseña",
                                     "wachtwoord", "hasło",    "пароль",     "비밀번호",   "패스워드", "암호",         "cyfrinair",
                                     "parol",      "পাসওয়ার্ড", "パスワード", "密码",       "密碼",     "pwd",          "pass"});
constexpr auto verbs = std::to_array<std::string_view>({"is", "ist", "lautet", "est", "es", "yw", "는", "은", "হল", "হলো", "bu"});

constexpr std::string_view key_begin = "-----begin ";

constexpr std::uint8_t begins_number = 1, begins_word = 2, begins_key = 4, second_of_word = 8, inside_word = 16;

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// What a byte may be the beginning of: most of a text is passed over with one look at each byte, and most of the rest with a second.
constexpr auto marks_of_bytes = [] {
    std::array<std::uint8_t, 256> marks{};
    auto mark = [&](char c, std::uint8_t as) { marks[static_cast<unsigned char>(c)] |= as; };
    for (char digit = '0'; digit <= '9'; ++digit) mark(digit, begins_number);
    for (auto word : password_words) {
        mark(word[0], begins_word), mark(upper(word[0]), begins_word);
        mark(word[1], second_of_word), mark(upper(word[1]), second_of_word);
    }
    mark(key_begin[0], begins_key);
    for (std::size_t i = 0; i < marks.size(); ++i)
        if (i >= 0x80 || mail::is_alnum(static_cast<char>(i))) marks[i] |= inside_word;
    return marks;
}();

constexpr std::uint8_t marks_of(char c) { return marks_of_bytes[static_cast<unsigned char>(c)]; }

bool is_word(char c) { return (marks_of(c) & inside_word) != 0; }

// `word` is lower case and not longer than `text`.
bool begins_with_word(std::string_view text, std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i)
        if (mail::to_lower(text[i]) != word[i]) return false;
    return true;
}

bool has_right_check_digit(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int value = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        sum += value;
    }
    return sum % 10 == 0;
}

// Order numbers pass the check digit one time in ten; what no card begins with is none.
bool has_issuer(std::string_view digits) {
    const auto size = digits.size();
    const int two = (digits[0] - '0') * 10 + (digits[1] - '0');
    const int four = two * 100 + (digits[2] - '0') * 10 + (digits[3] - '0');
    if (digits[0] == '4') return size == 13 || size == 16 || size == 19;
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return size == 16;
    if (two == 34 || two == 37) return size == 15;
    if (two == 36 || two == 38 || two == 30) return size == 14;
    return (two == 35 || two == 62 || two == 65 || four == 6011 || four == 9860 || four == 8600) && size >= 16;
}

bool is_card(std::string_view digits) {
    if (digits.size() < 13 || digits.size() > 19) return false;
    const bool all_equal = digits.find_first_not_of(digits[0]) == std::string_view::npos;
    return !all_equal && has_issuer(digits) && has_right_check_digit(digits);
}

// Digits in groups, with single spaces or hyphens between; where they end.
std::size_t end_of_digits(std::string_view text, std::size_t at, std::string& digits) {
    std::size_t end = at;
    for (; at < text.size() && digits.size() < 40; ++at) {
        if (is_digit(text[at])) {
            digits += text[at];
            end = at + 1;
        } else if ((text[at] != ' ' && text[at] != '-') || at != end) {
            break;
        }
    }
    return end;
}

class Finder {
  public:
    explicit Finder(std::string_view text) : text_(text) {}

    std::vector<Secret> find() {
        constexpr std::uint8_t any = begins_number | begins_word | begins_key;
        while (at_ < text_.size())
            if (!(marks_of(text_[at_]) & any) || !take_any(marks_of(text_[at_]))) ++at_;
        return std::move(found_);
    }

  private:
    bool take_any(std::uint8_t marks) {
        if (marks & begins_number) return take_card();
        if (marks & begins_key) return take_key();
        return at_ + 1 < text_.size() && (marks_of(text_[at_ + 1]) & second_of_word) && take_password();
    }

    bool take(SecretKind kind, std::size_t at, std::size_t end) {
        found_.push_back({kind, at, end - at});
        at_ = end;
        return true;
    }

    bool take_key() {
        constexpr std::string_view key = "private key";
        if (!stands_here(key_begin, at_)) return false;
        const auto title_end = text_.find("-----", at_ + key_begin.size());
        if (title_end == std::string_view::npos || title_end - at_ > 80) return false;
        if (!mail::contains_nocase(text_.substr(at_, title_end - at_), key)) return false;
        auto end = mail::find_nocase(text_, "-----end ", title_end);
        if (end != std::string_view::npos) end = text_.find("-----", end + 9);
        return take(SecretKind::private_key, at_, end == std::string_view::npos ? text_.size() : end + 5);
    }

    bool take_card() {
        std::string digits;
        const auto end = end_of_digits(text_, at_, digits);
        const bool stands_alone = at_ == 0 || (!is_word(text_[at_ - 1]) && text_[at_ - 1] != '.' && text_[at_ - 1] != '-');
        if (stands_alone && is_card(digits) && (end == text_.size() || !is_word(text_[end])))
            return take(SecretKind::card_number, at_, end);
        at_ = end;
        return true;
    }

    bool take_password() {
        if (at_ > 0 && is_word(text_[at_ - 1]) && mail::is_alpha(text_[at_])) return false;
        for (auto word : password_words) {
            if (!stands_here(word, at_)) continue;
            auto value = value_behind(at_ + word.size());
            auto end = end_of_value(value);
            if (value && is_obvious(text_.substr(*value, end - *value))) return take(SecretKind::password, *value, end);
        }
        return false;
    }

    // Behind a colon, an equals sign or a verb; on the next line as well.
    std::optional<std::size_t> value_behind(std::size_t at) const {
        at = skip_blanks(at);
        bool introduced = false;
        for (auto verb : verbs) {
            const auto end = at + verb.size();
            if (end >= text_.size() || !stands_here(verb, at)) continue;
            if (!is_space(text_[end]) && text_[end] != ':') continue;
            at = skip_blanks(end);
            introduced = true;
            break;
        }
        if (at < text_.size() && (text_[at] == ':' || text_[at] == '=')) introduced = true, ++at;
        if (!introduced) return std::nullopt;
        at = skip_blanks(at);
        if (at < text_.size() && text_[at] == '\n') at = skip_blanks(at + 1);
        return at < text_.size() ? std::optional(at) : std::nullopt;
    }

    std::size_t skip_blanks(std::size_t at) const {
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\r')) ++at;
        return at;
    }

    std::size_t end_of_value(const std::optional<std::size_t>& at) const {
        if (!at) return 0;
        auto end = *at;
        while (end < text_.size() && !is_space(text_[end]) && end - *at < 128) ++end;
        while (end > *at && std::string_view(".,;)\"'").find(text_[end - 1]) != std::string_view::npos) --end;
        return end;
    }

    // `password: please` is none: there is a digit or a sign in it, or letters of both cases.
    static bool is_obvious(std::string_view value) {
        if (value.size() < 4 || value.find("://") != std::string_view::npos) return false;
        const bool digit = std::ranges::any_of(value, is_digit);
        const bool letter = std::ranges::any_of(value, mail::is_alpha);
        const bool sign = value.find_first_of("!@#$%^&*_+=~?<>|") != std::string_view::npos;
        const bool upper_inside = std::any_of(value.begin() + 1, value.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
                                  std::ranges::any_of(value, [](char c) { return c >= 'a' && c <= 'z'; });
        return digit || (letter && (sign || upper_inside));
    }

    /// Whatever the case of what stands there.
    bool stands_here(std::string_view word, std::size_t at) const {
        return word.size() <= text_.size() - at && begins_with_word(text_.substr(at), word);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Secret> found_;
};

}  // namespace

std::vector<Secret> find_secrets(std::string_view text) { return Finder(text).find(); }

}  // namespace goodhost::html
