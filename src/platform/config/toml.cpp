#include "platform/config/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <set>

#include "platform/json/utf8.hpp"

namespace goodhost::config {

namespace {

constexpr unsigned char space = 0x20, rubout = 0x7f;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_bare(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }

/// A continuation of a character, which is counted at its first byte.
bool is_inner(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

void append_utf8(std::string& out, std::uint32_t point) {
    constexpr std::uint32_t six_bits = 0x3f;
    auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    auto inner = [&](unsigned shift) { byte(0x80U | ((point >> shift) & six_bits)); };
    if (point < 0x80U) return byte(point);
    if (point < 0x800U) return byte(0xc0U | (point >> 6U)), inner(0);
    if (point < 0x10000U) return byte(0xe0U | (point >> 12U)), inner(6), inner(0);
    byte(0xf0U | (point >> 18U)), inner(12), inner(6), inner(0);
}

/// The number without its sign; `digits` of the base, with `_` between them.
bool read_digits(std::string_view digits, int base, std::uint64_t& value) {
    std::string plain;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const bool between = i > 0 && i + 1 < digits.size() && digits[i - 1] != '_';
        if (digits[i] == '_' && !between) return false;
        if (digits[i] != '_') plain += digits[i];
    }
    auto [end, fault] = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
    return fault == std::errc{} && end == plain.data() + plain.size();
}

/// As decimal text; empty for what is no whole number of 64 bits.
std::string read_number(std::string_view word) {
    const bool negative = word.starts_with('-'), has_sign = negative || word.starts_with('+');
    if (has_sign) word.remove_prefix(1);
    int base = 10;
    if (!has_sign && word.starts_with("0x")) base = 16;
    if (!has_sign && word.starts_with("0o")) base = 8;
    if (!has_sign && word.starts_with("0b")) base = 2;
    if (base != 10) word.remove_prefix(2);
    if (word.empty() || (base == 10 && word.size() > 1 && word.front() == '0')) return {};
    std::uint64_t value = 0;
    constexpr auto most = static_cast<std::uint64_t>(INT64_MAX);
    if (!read_digits(word, base, value) || value > most + (negative ? 1 : 0)) return {};
    return (negative && value > 0 ? "-" : "") + std::to_string(value);
}

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {
        take("\xef\xbb\xbf");  // a byte order mark
        line_start_ = at_;
    }

    std::vector<TomlEntry> entries() {
        check_characters();
        std::vector<TomlEntry> found;
        std::set<std::string, std::less<>> keys;
        for (skip_blank(); !done(); skip_blank()) {
            auto& entry = found.emplace_back(read_entry());
            if (!keys.insert(entry.key).second) throw TomlFault(entry.place, fmt::format("'{}' is set twice", entry.key));
        }
        return found;
    }

  private:
    bool done() const { return at_ == text_.size(); }
    /// Nothing after the end; there is no NUL in the text.
    char peek() const { return done() ? '\0' : text_[at_]; }
    std::string_view rest() const { return text_.substr(at_); }

    char next() {
        const char c = text_[at_++];
        if (c == '\n') {
            ++line_;
            line_start_ = at_;
        }
        return c;
    }
    bool take(std::string_view word) {
        if (!rest().starts_with(word)) return false;
        for (std::size_t i = 0; i < word.size(); ++i) next();
        return true;
    }

    TomlPlace place() const {
        auto before = text_.substr(line_start_, at_ - line_start_);
        return {line_, 1 + before.size() - static_cast<std::size_t>(std::ranges::count_if(before, is_inner))};
    }
    [[noreturn]] void refuse(std::string_view what) const { throw TomlFault(place(), std::string(what)); }

    /// Nothing below looks at a byte that is no text.
    void check_characters() const {
        Reader look = *this;
        while (!look.done()) {
            const auto length = json::utf8_sequence(look.rest());
            if (length == 0) look.refuse("the file is not UTF-8 here");
            const auto c = static_cast<unsigned char>(look.peek());
            const bool line_end = c == '\n' || look.rest().starts_with("\r\n");
            if ((c < space && c != '\t' && !line_end) || c == rubout)
                look.refuse(fmt::format("the character U+{:04X} may not stand here", c));
            for (std::size_t i = 0; i < length; ++i) look.next();
        }
    }

    void skip_spaces() {
        while (peek() == ' ' || peek() == '\t') next();
    }
    void skip_comment() {
        if (peek() != '#') return;
        while (!done() && peek() != '\n') next();
    }
    /// Lines without anything, and comments.
    void skip_blank() {
        for (;;) {
            skip_spaces();
            skip_comment();
            if (!take("\n") && !take("\r\n")) return;
        }
    }
    void end_line() {
        skip_spaces();
        skip_comment();
        if (!done() && !take("\n") && !take("\r\n")) refuse("the line should end here");
    }

    TomlEntry read_entry() {
        TomlEntry entry{.key = {}, .value = {}, .place = place()};
        if (peek() == '[') refuse("there are no tables in this file: a line is 'name = value'");
        entry.key = read_key();
        skip_spaces();
        if (peek() == '.') refuse("a name has no dots");
        if (!take("=")) refuse("a '=' is missing after the name");
        skip_spaces();
        entry.value = peek() == '[' ? read_list() : read_single();
        end_line();
        return entry;
    }

    std::string read_key() {
        if (peek() == '"') return read_basic();
        if (peek() == '\'') return read_literal();
        std::string key;
        while (is_bare(peek())) key += next();
        if (key.empty()) refuse("here a name of letters, digits, '_' and '-' was expected");
        return key;
    }

    std::string read_single() {
        if (take(R"(""")")) return read_lines('"');
        if (take("'''")) return read_lines('\'');
        if (peek() == '"') return read_basic();
        if (peek() == '\'') return read_literal();
        auto word = rest().substr(0, rest().find_first_of(" \t\r\n,]#"));
        const bool flag = word == "true" || word == "false";
        auto value = flag ? std::string(word) : read_number(word);
        if (value.empty()) refuse("a value is a text in quotes, a whole number, true or false, or a list of these");
        take(word);
        return value;
    }

    std::string read_list() {
        std::string joined;
        next();
        for (bool first = true;; first = false) {
            skip_blank();
            if (take("]")) return joined;
            if (!first) joined += ',';
            joined += read_single();
            skip_blank();
            if (peek() != ']' && !take(",")) refuse(done() ? "the list has no ']'" : "a ',' or ']' is missing in the list");
        }
    }

    void refuse_open_text() const {
        if (done() || peek() == '\n' || peek() == '\r') refuse("the text has no quote at its end");
    }

    std::string read_literal() {
        next();
        std::string text;
        for (; peek() != '\''; text += next()) refuse_open_text();
        next();
        return text;
    }

    std::string read_basic() {
        next();
        std::string text;
        while (peek() != '"') {
            refuse_open_text();
            if (peek() == '\\')
                read_escape(text);
            else
                text += next();
        }
        next();
        return text;
    }

    /// After three quotes. One or two quotes may stand before the three at the end.
    std::string read_lines(char quote) {
        std::string text;
        if (!take("\n")) take("\r\n");
        for (;;) {
            if (done()) refuse("the text has no three quotes at its end");
            if (peek() == quote) {
                auto quotes = read_quotes(quote);
                text.append(quotes < 3 ? quotes : quotes - 3, quote);
                if (quotes >= 3) return text;
            } else if (quote == '"' && peek() == '\\') {
                if (!skip_line_end()) read_escape(text);
            } else if (!take("\r")) {
                text += next();
            }
        }
    }
    std::size_t read_quotes(char quote) {
        constexpr std::size_t most = 5;
        std::size_t count = 0;
        for (; count < most && peek() == quote; ++count) next();
        return count;
    }

    /// A backslash at the end of a line takes all blank space that follows away.
    bool skip_line_end() {
        auto end = text_.find_first_not_of(" \t\r", at_ + 1);
        if (end == std::string_view::npos || text_[end] != '\n') return false;
        next();
        while (!done() && std::string_view(" \t\r\n").contains(peek())) next();
        return true;
    }

    void read_escape(std::string& text) {
        constexpr std::string_view names = "btnfr\"\\", meant = "\b\t\n\f\r\"\\";
        const char c = rest().size() > 1 ? rest()[1] : '\0';
        if (auto known = names.find(c); known != std::string_view::npos) {
            text += meant[known];
            at_ += 2;
            return;
        }
        if (c != 'u' && c != 'U') refuse(R"(after \ one of b t n f r " \ u U was expected)");
        auto digits = rest().substr(2, c == 'u' ? 4 : 8);
        std::uint32_t point = 0;
        auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
        const bool whole = digits.size() == (c == 'u' ? 4 : 8) && fault == std::errc{} && end == digits.data() + digits.size();
        if (!whole || point == 0 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
            refuse(R"(after \u the number of a character was expected, of 4 digits, or 8 after \U)");
        at_ += 2 + digits.size();
        append_utf8(text, point);
    }

    std::string_view text_;
    std::size_t at_ = 0, line_ = 1, line_start_ = 0;
};

}  // namespace

std::vector<TomlEntry> read_toml(std::string_view text) { return Reader(text).entries(); }

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        const auto byte = static_cast<unsigned char>(c);
        if (byte < space || byte == rubout)
            out += fmt::format("\\u{:04x}", byte);
        else
            out += c;
    }
    return out + "\"";
}

}  // namespace goodhost::config
