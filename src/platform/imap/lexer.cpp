#include "platform/imap/lexer.hpp"

#include <algorithm>

namespace goodhost::imap {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

void Lexer::skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

bool Lexer::take(char c) {
    skip_blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    return true;
}

std::string_view Lexer::atom() {
    skip_blanks();
    auto end = std::min(rest_.find_first_of(" ()\""), rest_.size());
    // A lone bracket or quote where an atom should be is taken as one: the walk must go on.
    end = std::max<std::size_t>(end, std::min<std::size_t>(1, rest_.size()));
    auto word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    skip_blanks();
    return word;
}

std::string_view Lexer::item_name() {
    skip_blanks();
    auto end = std::min(rest_.find_first_of(" [("), rest_.size());
    if (end < rest_.size() && rest_[end] == '[') {
        end = std::min(rest_.find(']', end), rest_.size());
        end = std::min(rest_.find(' ', end), rest_.size());
    }
    end = std::max<std::size_t>(end, std::min<std::size_t>(1, rest_.size()));
    auto name = rest_.substr(0, end);
    rest_.remove_prefix(end);
    skip_blanks();
    return name;
}

std::string Lexer::value() {
    skip_blanks();
    if (rest_.starts_with('"')) return quoted_string();
    if (rest_.starts_with('(')) return list();
    auto word = atom();
    if (!literal_size(word)) return std::string(word);
    auto at = next_literal_++;
    return at < line_.literals.size() ? line_.literals[at] : std::string();
}

std::string Lexer::quoted_string() {
    std::string out;
    std::size_t at = 1;
    for (; at < rest_.size() && rest_[at] != '"'; ++at) {
        if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
        out += rest_[at];
    }
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    skip_blanks();
    return out;
}

std::string Lexer::list() {
    std::size_t at = 0, depth = 0;
    bool in_quotes = false;
    for (; at < rest_.size(); ++at) {
        const char c = rest_[at];
        if (in_quotes && c == '\\') {
            ++at;
        } else if (c == '"') {
            in_quotes = !in_quotes;
        } else if (!in_quotes && c == '(') {
            ++depth;
        } else if (!in_quotes && c == ')' && --depth == 0) {
            break;
        }
    }
    auto inner = std::string(rest_.substr(1, std::max<std::size_t>(at, 1) - 1));
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    skip_blanks();
    return inner;
}

}  // namespace goodhost::imap
