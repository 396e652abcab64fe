#include "platform/mail/bounce_reason.hpp"

#include <algorithm>

#include "platform/mail/ascii.hpp"
#include "platform/mail/bounce_rules.hpp"

namespace goodhost::mail {
namespace {

// Lower case, white space and line folds as one space, so that rules need not think of them.
std::string normalised(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        if (!is_space(c))
            out += to_lower(c);
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

// Addresses and host names are not the server's words: `spam.example` and `full@box.example` say nothing.
std::string without_names(const std::string& text) {
    std::string out;
    for (auto word : split(text, ' ')) {
        auto bare = word;
        while (!bare.empty() && !is_alnum(bare.back())) bare.remove_suffix(1);
        if (bare.find('@') != std::string_view::npos) word = "@";
        out.append(word).append(" ");
    }
    return out;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t count = 0;
    while (at + count < text.size() && is_digit(text[at + count])) ++count;
    return count;
}

}  // namespace

bool has_words(std::string_view text, std::string_view words) {
    std::size_t at = 0;
    for (auto piece : split(words, '*')) {
        at = text.find(piece, at);
        if (at == std::string_view::npos) return false;
        at += piece.size();
    }
    return true;
}

std::string_view reason_of_words(std::string_view text) {
    const auto plain = without_names(normalised(text));
    auto rules = reason_rules();
    auto found = std::ranges::find_if(rules, [&](const ReasonRule& rule) { return has_words(plain, rule.words); });
    return found == rules.end() ? std::string_view() : found->reason;
}

std::string_view reason_of_status(std::string_view status) {
    if (status.size() < 5) return {};
    for (const auto& rule : status_rules())
        if (status.substr(1) == rule.status) return rule.reason;
    return {};
}

std::string_view reason_of_category(std::string_view category) {
    for (const auto& rule : category_rules())
        if (category == rule.status) return rule.reason;
    return {};
}

std::string find_status(std::string_view text) {
    std::string weak;
    for (std::size_t at = 0; at + 4 < text.size(); ++at) {
        if ((text[at] != '4' && text[at] != '5' && text[at] != '2') || text[at + 1] != '.') continue;
        if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '-')) continue;
        auto subject = digits_at(text, at + 2);
        auto dot = at + 2 + subject;
        if (subject == 0 || subject > 2 || dot >= text.size() || text[dot] != '.') continue;
        auto detail = digits_at(text, dot + 1);
        auto end = dot + 1 + detail;
        if (detail == 0 || detail > 3 || (end < text.size() && (is_alpha(text[end]) || (text[end] == '.' && digits_at(text, end + 1)))))
            continue;
        auto status = std::string(text.substr(at, end - at));
        if (!status.ends_with(".0.0")) return status;
        if (weak.empty()) weak = status;
    }
    return weak;
}

std::string find_reply_code(std::string_view text) {
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        if ((text[at] != '4' && text[at] != '5') || digits_at(text, at) != 3 || text[at + 1] > '5') continue;
        if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '=' || text[at - 1] == '/' || text[at - 1] == '@'))
            continue;
        const char next = at + 3 < text.size() ? text[at + 3] : ' ';
        if (is_space(next) || next == '-' || next == ':' || next == ']' || next == ')' || next == ',' || next == ';' || next == '_')
            return std::string(text.substr(at, 3));
    }
    return {};
}

}  // namespace goodhost::mail
