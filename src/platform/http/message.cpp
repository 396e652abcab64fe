#include <strings.h>
#include <unistd.h>

#include <algorithm>

#include "platform/http/http.hpp"

namespace goodhost::http {

namespace {

bool same_name(std::string_view a, std::string_view b) { return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0; }

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string_view to_string(Method method) {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::delete_: return "DELETE";
        case Method::options: return "OPTIONS";
        case Method::other: break;
    }
    return "OTHER";
}

void Headers::set(std::string_view name, std::string value) {
    auto named = [&](auto& item) { return same_name(item.first, name); };
    auto first = std::ranges::find_if(items_, named);
    if (first == items_.end()) return add(std::string(name), std::move(value));
    first->second = std::move(value);
    items_.erase(std::remove_if(first + 1, items_.end(), named), items_.end());
}

std::string_view Headers::get(std::string_view name) const {
    for (auto& [key, value] : items_)
        if (same_name(key, name)) return value;
    return {};
}

bool Headers::has(std::string_view name) const {
    return std::ranges::any_of(items_, [&](auto& item) { return same_name(item.first, name); });
}

SpooledBody::~SpooledBody() { ::unlink(path.c_str()); }

std::string_view Request::query_value(std::string_view name) const {
    for (auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

std::string_view Request::cookie(std::string_view name) const {
    // RFC 6265 section 5.4 allows one Cookie field; HTTP/2 front proxies may split it into several.
    for (auto& [key, value] : headers.items()) {
        if (!same_name(key, "cookie")) continue;
        for (std::string_view rest = value; !rest.empty();) {
            auto end = std::min(rest.find(';'), rest.size());
            auto pair = trim(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            auto equals = pair.find('=');
            if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
            auto found = trim(pair.substr(equals + 1));
            bool quoted = found.size() >= 2 && found.front() == '"' && found.back() == '"';
            return quoted ? found.substr(1, found.size() - 2) : found;
        }
    }
    return {};
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

std::string percent_encode(std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    static constexpr std::string_view unreserved = "-._~";
    std::string encoded;
    encoded.reserve(text.size());
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || unreserved.contains(c);
        if (plain) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 15];
        }
    }
    return encoded;
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> fields;
    while (!text.empty()) {
        auto end = std::min(text.find('&'), text.size());
        auto field = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (field.empty()) continue;
        auto equals = std::min(field.find('='), field.size());
        auto value = field.substr(std::min(equals + 1, field.size()));
        fields.emplace_back(percent_decode(field.substr(0, equals), true), percent_decode(value, true));
    }
    return fields;
}

}  // namespace goodhost::http
