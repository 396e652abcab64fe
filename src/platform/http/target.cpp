#include "platform/http/target.hpp"

#include <algorithm>

#include "platform/http/address.hpp"
#include "platform/http/http.hpp"

namespace goodhost::http {

namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool escapes_are_whole(std::string_view text) {
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
        if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
    return true;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// RFC 3986 section 5.2.4 on the decoded path, so that `%2e%2e` climbs no better than `..`.
std::optional<std::string> normalise(std::string_view decoded) {
    std::vector<std::string_view> kept;
    bool folder = true;
    for (std::size_t at = 1; at <= decoded.size();) {
        auto end = std::min(decoded.find('/', at), decoded.size());
        auto segment = decoded.substr(at, end - at);
        folder = segment.empty() || segment == "." || segment == "..";
        if (segment == "..") {
            if (kept.empty()) return std::nullopt;
            kept.pop_back();
        } else if (!folder) {
            kept.push_back(segment);
        }
        at = end + 1;
    }
    std::string path;
    for (auto segment : kept) path.append("/").append(segment);
    if (folder || path.empty()) path += '/';
    return path;
}

/// Takes `http://host` off the absolute form.
bool take_authority(std::string_view& target, std::string& authority) {
    auto colon = target.find("://");
    if (colon == std::string_view::npos || colon > 5) return false;
    std::string scheme(target.substr(0, colon));
    std::ranges::transform(scheme, scheme.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    if (scheme != "http" && scheme != "https") return false;
    target.remove_prefix(colon + 3);
    auto end = std::min(target.find_first_of("/?"), target.size());
    authority = target.substr(0, end);
    target.remove_prefix(end);
    return !authority.empty();
}

bool all_text(const std::vector<std::pair<std::string, std::string>>& query) {
    auto text = [](const std::string& value) { return is_utf8(value) && !value.contains('\0'); };
    return std::ranges::all_of(query, [&](auto& field) { return text(field.first) && text(field.second); });
}

/// The length of the UTF-8 sequence that begins here, 0 if it is none (RFC 3629).
std::size_t sequence_length(std::string_view text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) < 0x80) return 1;
    std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
    if (byte(0) < 0xc2 || byte(0) > 0xf4 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    bool overlong = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xf0 && byte(1) < 0x90);
    bool surrogate = byte(0) == 0xed && byte(1) > 0x9f;
    bool beyond = byte(0) == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        auto length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::optional<Target> parse_target(std::string_view target) {
    Target parsed;
    if (target == "*") return Target{"/", {}, {}};
    if (!target.starts_with('/') && !take_authority(target, parsed.authority)) return std::nullopt;
    if (target.contains('#') || !escapes_are_whole(target)) return std::nullopt;
    auto question = std::min(target.find('?'), target.size());
    auto path = "/" + percent_decode(target.substr(0, question), false);
    if (!is_utf8(path) || std::ranges::any_of(path, is_control)) return std::nullopt;
    auto normalised = normalise(path);
    if (!normalised) return std::nullopt;
    parsed.path = std::move(*normalised);
    if (question < target.size()) parsed.query = parse_form(target.substr(question + 1));
    if (!all_text(parsed.query)) return std::nullopt;
    return parsed;
}

std::optional<std::string> parse_host(std::string_view authority) {
    auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
    if (bracket == std::string_view::npos) return std::nullopt;
    auto colon = authority.find(':', bracket);
    auto port = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon + 1);
    if (!std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    std::string host(authority.substr(0, colon));
    if (host.starts_with('[')) return Address::parse(host) ? std::optional(host) : std::nullopt;
    if (host.ends_with('.')) host.pop_back();
    if (host.empty() || host.size() > 255) return std::nullopt;
    for (char& c : host) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (!allowed) return std::nullopt;
    }
    return host;
}

}  // namespace goodhost::http
