#include "platform/lmtp/command.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace goodhost::lmtp {

namespace {

constexpr std::size_t longest_address = 320;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool same(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, upper, upper); }

bool begins(std::string_view text, std::string_view word) { return text.size() >= word.size() && same(text.substr(0, word.size()), word); }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }

/// Takes `"quoted \" part"` or a plain run up to `@` or `>`; false when it is not one.
bool take_local_part(std::string_view& rest, std::string& address) {
    if (!rest.starts_with('"')) {
        auto end = std::min(rest.find_first_of("@>"), rest.size());
        auto plain = rest.substr(0, end);
        if (plain.find_first_of(" \"\\<(),;:") != std::string_view::npos) return false;
        address += plain;
        rest.remove_prefix(end);
        return true;
    }
    for (rest.remove_prefix(1); !rest.empty() && rest.front() != '"'; rest.remove_prefix(1)) {
        if (rest.front() == '\\') rest.remove_prefix(1);
        if (rest.empty()) return false;
        address += rest.front();
    }
    if (rest.empty()) return false;
    rest.remove_prefix(1);
    return true;
}

bool take_domain(std::string_view& rest, std::string& address) {
    if (!rest.starts_with('@')) return true;
    auto end = std::min(rest.find('>'), rest.size());
    auto domain = rest.substr(1, end - 1);
    if (domain.empty() || domain.find_first_of(" @\"\\<(),;") != std::string_view::npos) return false;
    address += '@';
    address += domain;
    rest.remove_prefix(end);
    return true;
}

/// RFC 5321 appendix C: a route before the address is to be ignored.
void skip_route(std::string_view& rest) {
    if (!rest.starts_with('@')) return;
    auto colon = rest.find(':');
    if (colon != std::string_view::npos) rest.remove_prefix(colon + 1);
}

bool take_address(std::string_view& rest, std::string& address) {
    if (!rest.starts_with('<')) return false;
    rest.remove_prefix(1);
    skip_route(rest);
    if (!take_local_part(rest, address) || !take_domain(rest, address) || !rest.starts_with('>')) return false;
    rest.remove_prefix(1);
    return address.size() <= longest_address && std::ranges::none_of(address, control);
}

bool take_size(std::string_view value, std::uint64_t& size) {
    auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), size);
    return !value.empty() && fault == std::errc{} && end == value.data() + value.size();
}

/// Of a sender; a recipient has none without DSN, which is not offered.
bool take_parameter(std::string_view word, Path& path) {
    auto equals = std::min(word.find('='), word.size());
    auto name = word.substr(0, equals), value = word.substr(std::min(equals + 1, word.size()));
    if (same(name, "SIZE")) return take_size(value, path.size);
    if (same(name, "BODY")) return same(value, "7BIT") || same(value, "8BITMIME");
    if (same(word, "SMTPUTF8")) return path.utf8 = true;
    return false;
}

}  // namespace

Command read_command(std::string_view line) {
    constexpr std::pair<std::string_view, Verb> verbs[] = {{"LHLO", Verb::lhlo}, {"MAIL", Verb::mail}, {"RCPT", Verb::rcpt},
                                                           {"DATA", Verb::data}, {"RSET", Verb::rset}, {"NOOP", Verb::noop},
                                                           {"QUIT", Verb::quit}, {"VRFY", Verb::vrfy}};
    auto end = std::min(line.find(' '), line.size());
    for (auto& [word, verb] : verbs)
        if (same(line.substr(0, end), word)) return {verb, trimmed(line.substr(end))};
    return {};
}

Path read_path(std::string_view argument, PathKind kind, bool utf8_allowed) {
    Path path;
    std::string_view label = kind == PathKind::sender ? "FROM:" : "TO:";
    if (!begins(argument, label)) return {.fault = PathFault::syntax};
    auto rest = trimmed(argument.substr(label.size()));
    if (!take_address(rest, path.address)) return {.fault = PathFault::syntax};
    path.utf8 = utf8_allowed;
    for (rest = trimmed(rest); !rest.empty(); rest = trimmed(rest)) {
        auto end = std::min(rest.find(' '), rest.size());
        if (kind == PathKind::recipient || !take_parameter(rest.substr(0, end), path)) return {.fault = PathFault::parameter};
        rest.remove_prefix(end);
    }
    bool plain = std::ranges::all_of(path.address, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!plain && !path.utf8) path.fault = PathFault::not_ascii;
    return path;
}

}  // namespace goodhost::lmtp
