#include "platform/html/secrets.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "platform/mail/ascii.hpp"

namespace goodhost::html {
namespace {

using mail::is_digit;
using mail::is_space;

constexpr std::string_view dot = "\u2022";
constexpr std::size_t dots_of_other = 8;

// Lower case, as they stand in front of a colon, an equals sign or a verb.
constexpr auto password_words =
    std::to_array<std::string_view>({"password",   "passwort", "passwd",     "passphrase", "kennwort", "mot de passe", "contraseña",
                                     "wachtwoord", "hasło",    "пароль",     "비밀번호",   "패스워드", "암호",         "cyfrinair",
                                     "parol",      "পাসওয়ার্ড", "パスワード", "密码",       "密碼",     "pwd",          "pass"});
constexpr auto verbs = std::to_array<std::string_view>({"is", "ist", "lautet", "est", "es", "yw", "는", "은", "হল", "হলো", "bu"});

constexpr std::string_view key_begin = "-----begin ";

// The bytes with which a secret, or the word in front of one, begins: most of a text is passed over with one look at each byte.
constexpr auto begins_something = [] {
    std::array<bool, 256> bytes{};
    for (char digit = '0'; digit <= '9'; ++digit) bytes[static_cast<unsigned char>(digit)] = true;
    for (auto word : password_words) bytes[static_cast<unsigned char>(word[0])] = true;
    bytes[static_cast<unsigned char>(key_begin[0])] = true;
    return bytes;
}();

bool is_word(char c) { return mail::is_alnum(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }

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
    explicit Finder(std::string_view text) : text_(text), lower_(mail::lower(text)) {}

    std::vector<Secret> find() {
        while (at_ < text_.size())
            if (!begins_something[static_cast<unsigned char>(lower_[at_])] || !(take_key() || take_card() || take_password())) ++at_;
        return std::move(found_);
    }

  private:
    bool take(SecretKind kind, std::size_t at, std::size_t end) {
        found_.push_back({kind, at, end - at});
        at_ = end;
        return true;
    }

    bool take_key() {
        constexpr std::string_view key = "private key";
        if (!lower_view().substr(at_).starts_with(key_begin)) return false;
        const auto title_end = lower_.find("-----", at_ + key_begin.size());
        if (title_end == std::string::npos || title_end - at_ > 80) return false;
        if (lower_view().substr(at_, title_end - at_).find(key) == std::string_view::npos) return false;
        auto end = lower_.find("-----end ", title_end);
        if (end != std::string::npos) end = lower_.find("-----", end + 9);
        return take(SecretKind::private_key, at_, end == std::string::npos ? text_.size() : end + 5);
    }

    bool take_card() {
        if (!is_digit(text_[at_])) return false;
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
            if (word[0] != lower_[at_] || !lower_view().substr(at_).starts_with(word)) continue;
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
            if (!lower_view().substr(std::min(at, lower_.size())).starts_with(verb) || end >= text_.size()) continue;
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

    std::string_view lower_view() const { return lower_; }

    std::string_view text_;
    std::string lower_;
    std::size_t at_ = 0;
    std::vector<Secret> found_;
};

// How many bytes at the secret's end stay readable.
std::size_t readable_tail(std::string_view secret, SecretKind kind) {
    if (kind != SecretKind::card_number) return 0;
    std::size_t size = 0;
    for (int digits = 0; digits < 4; ++size) digits += is_digit(secret[secret.size() - 1 - size]);
    return size;
}

// HTML's text, and for each of its bytes where it stands.
struct Flat {
    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>> places;  // begin and end

    void add(char c, std::size_t from, std::size_t to) {
        text += c;
        places.emplace_back(from, to);
    }
};

constexpr auto entities = std::to_array<std::pair<std::string_view, char>>(
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&nbsp;", ' '}, {"&#160;", ' '}});

std::size_t add_entity(std::string_view html, std::size_t at, Flat& flat) {
    for (auto [name, c] : entities) {
        if (!html.substr(at).starts_with(name)) continue;
        flat.add(c, at, at + name.size());
        return at + name.size();
    }
    flat.add(html[at], at, at + 1);
    return at + 1;
}

bool breaks_line(std::string_view tag) {
    constexpr auto inline_tags =
        std::to_array<std::string_view>({"span", "b", "i", "u", "strong", "em", "a", "font", "code", "mark", "s", "small", "big", "tt"});
    if (tag.starts_with('/')) tag.remove_prefix(1);
    auto name = mail::lower(tag.substr(0, tag.find_first_of(" \t\r\n/>")));
    return std::ranges::find(inline_tags, name) == inline_tags.end();
}

Flat flatten(std::string_view html) {
    Flat flat;
    flat.text.reserve(html.size());
    flat.places.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '<') {
            auto end = std::min(html.find('>', at), html.size() - 1) + 1;
            if (breaks_line(html.substr(at + 1, end - at - 1))) flat.add('\n', at, at);
            at = end;
        } else if (html[at] == '&') {
            at = add_entity(html, at, flat);
        } else if (html.substr(at).starts_with("\xC2\xA0")) {
            flat.add(' ', at, at + 2);
            at += 2;
        } else {
            flat.add(html[at], at, at + 1);
            ++at;
        }
    }
    return flat;
}

std::string dots(const Secret& secret) {
    std::string out;
    for (std::size_t i = 0; i < dots_of_other; ++i) out += dot;
    if (secret.kind == SecretKind::card_number) out += ' ';
    return out;
}

}  // namespace

std::vector<Secret> find_secrets(std::string_view text) { return Finder(text).find(); }

Masked mask_text(std::string_view text) {
    Masked masked;
    std::size_t done = 0;
    for (auto& secret : find_secrets(text)) {
        const auto whole = text.substr(secret.at, secret.size);
        masked.text.append(text.substr(done, secret.at - done)).append(dots(secret));
        masked.text.append(whole.substr(whole.size() - readable_tail(whole, secret.kind)));
        done = secret.at + secret.size;
        ++masked.count;
    }
    masked.text.append(text.substr(done));
    return masked;
}

Masked mask_html(std::string_view html) {
    const auto flat = flatten(html);
    Masked masked;
    std::size_t done = 0;
    for (auto& secret : find_secrets(flat.text)) {
        const auto tail = readable_tail(std::string_view(flat.text).substr(secret.at, secret.size), secret.kind);
        masked.text.append(html.substr(done, flat.places[secret.at].first - done)).append(dots(secret));
        done = flat.places[secret.at].first;
        // The tags within stay, or what they opened would never be closed.
        for (auto i = secret.at; i < secret.at + secret.size - tail; ++i) {
            const auto [begin, end] = flat.places[i];
            if (end == begin) continue;
            masked.text.append(html.substr(done, begin - done));
            done = end;
        }
        ++masked.count;
    }
    masked.text.append(html.substr(done));
    return masked;
}

}  // namespace goodhost::html
