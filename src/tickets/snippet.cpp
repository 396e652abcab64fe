#include <algorithm>

#include "tickets/find.hpp"

namespace goodhost::tickets {

namespace {

constexpr std::size_t bytes_before = 60, bytes_shown = 240;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// The words that a text must have, lower case, without fields, quotes and what is excluded.
std::vector<std::string> wanted(std::string_view words) {
    std::vector<std::string> result;
    std::string word;
    bool excluded = false;
    auto finish = [&] {
        if (!word.empty() && !excluded) result.push_back(word);
        word.clear();
    };
    bool quoted = false;
    for (char c : words) {
        if (c == '"')
            quoted = !quoted, finish();
        else if (c == ' ')
            finish(), excluded = excluded && quoted;
        else if (c == '-' && word.empty() && !quoted)
            excluded = true;
        else if (c == ':' && word == "subject")
            word.clear();
        else
            word += lower(c);
    }
    finish();
    return result;
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

bool in_word(char c) { return (static_cast<unsigned char>(c) >= 0x80) || std::isalnum(static_cast<unsigned char>(c)); }

/// The length of the wanted word that begins at `at`, 0 when none does. Words begin where words begin.
std::size_t match_at(std::string_view text, std::size_t at, const std::vector<std::string>& words) {
    bool inside = at > 0 && in_word(text[at - 1]) && in_word(text[at]) && static_cast<unsigned char>(text[at]) < 0x80;
    if (inside) return 0;
    for (auto& word : words) {
        if (text.size() - at < word.size()) continue;
        if (std::ranges::equal(text.substr(at, word.size()), word, {}, lower)) return word.size();
    }
    return 0;
}

void append_escaped(std::string& out, char c) {
    if (c == '<')
        out += "&lt;";
    else if (c == '>')
        out += "&gt;";
    else if (c == '&')
        out += "&amp;";
    else if (c == '"')
        out += "&quot;";
    else
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
}

std::size_t first_match(std::string_view text, const std::vector<std::string>& words) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (begins_character(text[at]) && match_at(text, at, words)) return at;
    return 0;
}

}  // namespace

std::string marked_snippet(std::string_view text, std::string_view words) {
    auto list = wanted(words);
    auto found = first_match(text, list);
    auto from = found > bytes_before ? found - bytes_before : 0;
    while (from < text.size() && !begins_character(text[from])) ++from;
    auto until = std::min(text.size(), from + bytes_shown);
    while (until < text.size() && !begins_character(text[until])) --until;
    std::string out = from > 0 ? "…" : "";
    for (auto at = from; at < until;) {
        auto length = begins_character(text[at]) ? std::min(match_at(text, at, list), until - at) : 0;
        if (length) out += "<mark>";
        for (auto end = at + std::max<std::size_t>(length, 1); at < end; ++at) append_escaped(out, text[at]);
        if (length) out += "</mark>";
    }
    return until < text.size() ? out + "…" : out;
}

}  // namespace goodhost::tickets
