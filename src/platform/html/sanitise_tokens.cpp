#include "platform/html/sanitise_tokens.hpp"

#include <algorithm>
#include <array>

namespace goodhost::html {
namespace {

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
constexpr bool is_letter(char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }

constexpr std::array<std::string_view, 8> raw_text_tags{"script", "style", "title", "textarea", "xmp", "noembed", "noframes", "iframe"};

// Walks `name = value` pairs; `use` returns false to stop.
template <class Use>
void each_attribute(std::string_view text, Use use) {
    std::size_t i = 0;
    while (i < text.size()) {
        while (i < text.size() && (is_space(text[i]) || text[i] == '/')) ++i;
        const std::size_t name_start = i;
        while (i < text.size() && !is_space(text[i]) && text[i] != '=' && text[i] != '/') ++i;
        if (i == name_start && i < text.size()) ++i;
        auto name = text.substr(name_start, i - name_start);
        while (i < text.size() && is_space(text[i])) ++i;
        std::string_view value;
        if (i < text.size() && text[i] == '=') {
            ++i;
            while (i < text.size() && is_space(text[i])) ++i;
            if (i < text.size() && (text[i] == '"' || text[i] == '\'')) {
                auto end = std::min(text.find(text[i], i + 1), text.size());
                value = text.substr(i + 1, end - i - 1);
                i = std::min(text.size(), end + 1);
            } else {
                const std::size_t start = i;
                while (i < text.size() && !is_space(text[i])) ++i;
                value = text.substr(start, i - start);
            }
        }
        if (!name.empty() && !use(name, value)) return;
    }
}

}  // namespace

bool is_tag(std::string_view name, std::string_view lower_case) {
    return name.size() == lower_case.size() && std::ranges::equal(name, lower_case, [](char a, char b) { return to_lower(a) == b; });
}

std::string attribute(std::string_view attributes, std::string_view name) {
    std::string found;
    each_attribute(attributes, [&](std::string_view key, std::string_view value) {
        if (!is_tag(key, name)) return true;
        found = decode_entities(value);
        return false;
    });
    return found;
}

bool has_attribute(std::string_view attributes, std::string_view name) {
    bool found = false;
    each_attribute(attributes, [&](std::string_view key, std::string_view) { return found = is_tag(key, name), !found; });
    return found;
}

std::size_t count_attributes(std::string_view attributes) {
    std::size_t count = 0;
    each_attribute(attributes, [&](std::string_view, std::string_view) { return ++count, true; });
    return count;
}

Token Tokens::next() {
    if (!raw_text_tag_.empty()) return read_raw_text();
    if (at_ >= html_.size()) return {};
    if (html_[at_] == '<' && at_ + 1 < html_.size()) {
        const char c = html_[at_ + 1];
        if (is_letter(c) || c == '/' || c == '!' || c == '?') return read_tag();
    }
    auto end = std::min(html_.find('<', at_ + 1), html_.size());
    Token token{Token::Kind::text, {}, html_.substr(at_, end - at_), {}};
    at_ = end;
    return token;
}

Token Tokens::read_tag() {
    if (html_.substr(at_, 4) == "<!--") {
        auto end = no_more_ends_ ? std::string_view::npos : html_.find("-->", at_ + 2);
        // A comment that never ends hides nothing here: its text is shown rather than lost.
        if (end == std::string_view::npos) {
            no_more_ends_ = true;
            at_ += 4;
            return {Token::Kind::comment, {}, {}, {}};
        }
        Token token{Token::Kind::comment, {}, html_.substr(at_ + 4, std::max(end, at_ + 4) - at_ - 4), {}};
        at_ = end + 3;
        return token;
    }
    const bool close = html_[at_ + 1] == '/';
    const bool declaration = html_[at_ + 1] == '!' || html_[at_ + 1] == '?';
    std::size_t i = at_ + 1 + (close || declaration ? 1 : 0);
    const std::size_t name_start = i;
    while (i < html_.size() && !is_space(html_[i]) && html_[i] != '>' && html_[i] != '/') ++i;
    auto name = html_.substr(name_start, i - name_start);
    const std::size_t attributes_start = i;
    char quote = 0;
    bool after_equals = false;
    for (; i < html_.size() && (quote || html_[i] != '>'); ++i) {
        const char c = html_[i];
        if (quote) {
            if (c == quote) quote = 0;
            continue;
        }
        if (after_equals && (c == '"' || c == '\'')) quote = c;
        if (!is_space(c)) after_equals = c == '=';
    }
    auto attributes = html_.substr(attributes_start, i - attributes_start);
    at_ = std::min(html_.size(), i + 1);
    if (declaration) return {Token::Kind::comment, {}, attributes, {}};
    if (!close && std::ranges::any_of(raw_text_tags, [&](std::string_view tag) { return is_tag(name, tag); })) raw_text_tag_ = name;
    return {close ? Token::Kind::close : Token::Kind::open, name, {}, attributes};
}

Token Tokens::read_raw_text() {
    const std::string_view tag = raw_text_tag_;
    raw_text_tag_ = {};
    std::size_t end = at_;
    for (; (end = html_.find("</", end)) != std::string_view::npos; end += 2) {
        auto name = html_.substr(end + 2, tag.size());
        if (std::ranges::equal(name, tag, [](char a, char b) { return to_lower(a) == to_lower(b); })) break;
    }
    end = std::min(end, html_.size());
    Token token{Token::Kind::comment, {}, html_.substr(at_, end - at_), {}};
    at_ = end;
    return token;
}

}  // namespace goodhost::html
