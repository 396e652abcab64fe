#include "platform/imap/response.hpp"

#include <algorithm>
#include <charconv>

#include "platform/imap/lexer.hpp"

namespace goodhost::imap {

namespace {

template <class T>
std::optional<T> number(std::string_view text) {
    T value = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = !text.empty() && fault == std::errc{} && end == text.data() + text.size();
    return good ? std::optional(value) : std::nullopt;
}

void read_flags(Lexer& lexer, Listed& listed) {
    lexer.take('(');
    while (!lexer.at_end() && !lexer.take(')')) {
        auto flag = lexer.atom();
        listed.seen |= same_word(flag, "\\Seen");
        listed.deleted |= same_word(flag, "\\Deleted");
        if (flag.empty()) return;
    }
}

/// The items of a FETCH response that are known; others are passed over.
Listed read_items(Lexer& lexer) {
    Listed listed;
    if (!lexer.take('(')) return listed;
    while (!lexer.at_end() && !lexer.take(')')) {
        auto name = lexer.item_name();
        if (name.empty()) return listed;
        if (same_word(name, "FLAGS")) {
            read_flags(lexer, listed);
            continue;
        }
        const bool is_nil = lexer.rest().starts_with("NIL");
        auto value = lexer.value();
        if (same_word(name, "UID")) listed.uid = number<std::uint32_t>(value).value_or(0);
        if (same_word(name, "RFC822.SIZE")) listed.size = number<std::uint64_t>(value).value_or(0), listed.has_size = true;
        if (same_word(name, "INTERNALDATE")) listed.arrived = read_internal_date(value).value_or(std::chrono::sys_seconds{});
        if (same_word(name, "BODY[]") && !is_nil) listed.body = value;
    }
    return listed;
}

void read_status(Lexer& lexer, Response& response) {
    auto rest = lexer.rest();
    if (rest.starts_with('[')) {
        auto end = rest.find(']');
        if (end != std::string_view::npos) {
            response.code = rest.substr(1, end - 1);
            rest.remove_prefix(std::min(end + 2, rest.size()));
        }
    }
    response.text = rest;
}

Kind status_kind(std::string_view word) {
    if (same_word(word, "OK")) return Kind::ok;
    if (same_word(word, "NO")) return Kind::no;
    if (same_word(word, "BAD")) return Kind::bad;
    if (same_word(word, "BYE")) return Kind::bye;
    if (same_word(word, "PREAUTH")) return Kind::preauth;
    return Kind::other;
}

void read_untagged(Lexer& lexer, Response& response) {
    auto word = lexer.atom();
    if (auto count = number<std::uint32_t>(word)) {
        response.number = *count;
        auto what = lexer.atom();
        if (same_word(what, "EXISTS")) response.kind = Kind::exists;
        if (same_word(what, "EXPUNGE")) response.kind = Kind::expunge;
        if (same_word(what, "FETCH")) response.kind = Kind::fetch, response.fetched = read_items(lexer);
        return;
    }
    response.kind = status_kind(word);
    if (same_word(word, "CAPABILITY")) {
        response.kind = Kind::capability;
        response.text = lexer.rest();
    } else if (response.kind != Kind::other) {
        read_status(lexer, response);
    }
}

}  // namespace

std::optional<std::uint64_t> literal_size(std::string_view piece) {
    if (!piece.ends_with('}')) return std::nullopt;
    auto open = piece.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;
    auto digits = piece.substr(open + 1, piece.size() - open - 2);
    if (digits.ends_with('+')) digits.remove_suffix(1);
    return number<std::uint64_t>(digits);
}

bool announces_body(std::string_view piece) {
    auto open = piece.rfind(" {");
    if (!piece.starts_with("* ") || open == std::string_view::npos) return false;
    return piece.substr(0, open).ends_with("BODY[]");
}

std::optional<Response> read_response(const Line& line) {
    Response response;
    Lexer lexer(line);
    if (line.text.starts_with('+')) {
        response.kind = Kind::go_on;
        response.text = line.text.substr(std::min<std::size_t>(2, line.text.size()));
        return response;
    }
    auto tag = lexer.atom();
    if (tag.empty() || lexer.at_end()) return std::nullopt;
    if (tag == "*") {
        read_untagged(lexer, response);
        return response;
    }
    response.tag = tag;
    response.kind = status_kind(lexer.atom());
    if (response.kind != Kind::ok && response.kind != Kind::no && response.kind != Kind::bad) return std::nullopt;
    read_status(lexer, response);
    return response;
}

std::optional<std::uint32_t> number_of_code(const Response& response, std::string_view name) {
    auto blank = response.code.find(' ');
    if (blank == std::string::npos || !same_word(std::string_view(response.code).substr(0, blank), name)) return std::nullopt;
    return number<std::uint32_t>(std::string_view(response.code).substr(blank + 1));
}

}  // namespace goodhost::imap
