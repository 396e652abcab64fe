#include "platform/html/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace goodhost::html {

namespace {

constexpr std::string_view harmless_schemes[] = {"http", "https", "mailto", "tel", "sip", "webcal"};

constexpr std::string_view escape_of(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        default: return {};
    }
}

/// How many bytes a character grows by.
constexpr auto growth = [] {
    std::array<std::uint8_t, 256> table{};
    for (const char c : {'&', '<', '>', '"', '\''})
        table[static_cast<unsigned char>(c)] = static_cast<std::uint8_t>(escape_of(c).size() - 1);
    return table;
}();

char* put(char* out, std::string_view text) {
    if (!text.empty()) std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

char* put_number(char* out, std::int64_t number) {
    const fmt::format_int digits(number);
    return put(out, {digits.data(), digits.size()});
}

char* put_escaped(char* out, std::string_view text) {
    for (const char c : text) {
        if (growth[static_cast<unsigned char>(c)] == 0)
            *out++ = c;
        else
            out = put(out, escape_of(c));
    }
    return out;
}

bool is_harmless(std::string_view scheme) {
    return std::ranges::any_of(harmless_schemes, [&](std::string_view known) {
        return std::ranges::equal(scheme, known, {}, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    });
}

char* put_start(char* out, std::string_view tag, std::span<const Attribute> attributes) {
    out = put(put(out, "<"), tag);
    for (const Attribute& attribute : attributes) out = attribute.write(out);
    return put(out, ">");
}

std::size_t size_of(std::span<const Attribute> attributes) {
    std::size_t size = 0;
    for (const Attribute& attribute : attributes) size += attribute.size();
    return size;
}

std::size_t size_of(std::span<const Child> children) {
    std::size_t size = 0;
    for (const Child& child : children) size += child.size();
    return size;
}

/// `write` fills at most `size` bytes and gives the place behind the last one: one allocation for each element.
template <class F>
Html made(std::size_t size, F&& write) {
    std::string out;
    out.resize_and_overwrite(size, [&](char* bytes, std::size_t) { return static_cast<std::size_t>(write(bytes) - bytes); });
    return raw_trusted(std::move(out));
}

void append_query_value(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~").contains(c);
        const auto byte = static_cast<unsigned char>(c);
        if (plain)
            out += c;
        else
            out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
}

}  // namespace

Html raw_trusted(std::string markup) { return Html(std::move(markup)); }

std::size_t escaped_size(std::string_view text) {
    std::size_t size = text.size();
    for (const char c : text) size += growth[static_cast<unsigned char>(c)];
    return size;
}

std::size_t Attribute::size() const {
    constexpr std::size_t space_equals_quotes = 4, most_digits = 20;
    return name_.text().size() + space_equals_quotes + (kind_ == Kind::text ? escaped_size(text_) + 1 : most_digits);
}

char* Attribute::write(char* out) const {
    if (kind_ == Kind::absent) return out;
    out = put(put(out, " "), name_.text());
    if (kind_ == Kind::flag) return out;
    out = put(out, "=\"");
    if (kind_ == Kind::number)
        out = put_number(out, number_);
    else
        out = put_escaped(out, !name_.is_url() || safe_url(text_) ? text_ : "#");
    return put(out, "\"");
}

char* Child::write(char* out) const {
    if (kind_ == Kind::number) return put_number(out, number_);
    // A text that does not grow has nothing to escape.
    return kind_ == Kind::markup || size_ == text_.size() ? put(out, text_) : put_escaped(out, text_);
}

Html element(std::string_view tag, std::span<const Attribute> attributes, std::span<const Child> children) {
    constexpr std::size_t brackets = 6;
    return made(2 * tag.size() + brackets + size_of(attributes) + size_of(children), [&](char* out) {
        out = put_start(out, tag, attributes);
        // A browser drops the first line break in these two, so one is given to it (HTML, 13.1.2.5).
        if (tag == "textarea" || tag == "pre") out = put(out, "\n");
        for (const Child& child : children) out = child.write(out);
        return put(put(put(out, "</"), tag), ">");
    });
}

Html void_element(std::string_view tag, std::span<const Attribute> attributes) {
    constexpr std::size_t brackets = 2;
    return made(tag.size() + brackets + size_of(attributes), [&](char* out) { return put_start(out, tag, attributes); });
}

Html fragment(std::initializer_list<Child> children) {
    const std::span<const Child> all(children.begin(), children.size());
    return made(size_of(all), [&](char* out) {
        for (const Child& child : all) out = child.write(out);
        return out;
    });
}

Html text(std::string_view text) { return fragment({Child(text)}); }

Html json_block(std::string_view type, std::string_view id, std::string_view json) {
    std::string out = element("script", std::array{Attribute("type", type), Attribute("id", id)}, {}).str();
    out.resize(out.size() - std::string_view("</script>").size());
    // Inside of a script nothing is unescaped, and only `<` can end it; JSON has that character in texts only.
    for (const char c : json) {
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    }
    out += "</script>";
    return raw_trusted(std::move(out));
}

std::string url(std::string_view path, std::initializer_list<std::pair<std::string_view, std::string_view>> query) {
    std::string out(path);
    char separator = path.contains('?') ? '&' : '?';
    for (const auto& [name, value] : query) {
        if (value.empty()) continue;
        out += std::exchange(separator, '&');
        append_query_value(out, name);
        out += '=';
        append_query_value(out, value);
    }
    return out;
}

/// Reads the scheme as browsers do: they skip control characters and spaces in front and line breaks and tabs anywhere.
bool safe_url(std::string_view url) {
    if (url.empty() || url.front() == '/' || url.front() == '#') return true;
    std::string scheme;
    for (const char c : url) {
        const bool skipped = c == '\t' || c == '\n' || c == '\r' || (scheme.empty() && static_cast<unsigned char>(c) <= ' ');
        if (skipped) continue;
        if (c == ':') return is_harmless(scheme);
        const bool in_scheme =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (!in_scheme) return true;
        scheme += c;
    }
    return true;
}

}  // namespace goodhost::html
