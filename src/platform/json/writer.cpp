#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "platform/core/rfc3339.hpp"
#include "platform/json/json.hpp"
#include "platform/json/utf8.hpp"

namespace goodhost::json {

namespace {

/// Bytes that are copied as they are. The others are escaped, or begin a sequence that must be checked.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> table{};
    for (std::size_t i = 0x20; i < 0x80; ++i) table[i] = i != '"' && i != '\\';
    return table;
}();

/// How many of eight bytes are plain from the first on, without a look at each: a byte's high bit stands where it is not plain.
std::size_t plain_of_eight(const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    constexpr std::uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    // Exact as far as the lowest marked byte, which is all that is looked at.
    auto zero = [&](std::uint64_t word) { return (word - ones) & ~word; };
    auto special = ((bytes - ones * 0x20) | bytes | zero(bytes ^ (ones * '"')) | zero(bytes ^ (ones * '\\'))) & high;
    return special ? static_cast<std::size_t>(std::countr_zero(special)) / 8 : 8;
}

/// How many bytes are plain from `at` on.
std::size_t plain_from(std::string_view text, std::size_t at) {
    const auto begin = at;
    constexpr bool by_eight = std::endian::native == std::endian::little;
    while (by_eight && at + 8 <= text.size()) {
        auto plain = plain_of_eight(text.data() + at);
        at += plain;
        if (plain < 8) return at - begin;
    }
    while (at < text.size() && plain_bytes[static_cast<unsigned char>(text[at])]) ++at;
    return at - begin;
}

void write_escape(std::string& out, char c) {
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u00";
    out += hex[static_cast<unsigned char>(c) >> 4];
    out += hex[static_cast<unsigned char>(c) & 15];
}

template <class N>
void write_number(std::string& out, N value) {
    char buffer[32];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    out.append(buffer, end);
}

void write_double(std::string& out, double value) {
    if (std::isfinite(value))
        write_number(out, value);
    else
        out += "null";  // RFC 8259 section 6 has no infinity and no NaN
}

/// Names of C++ need no escape.
void write_name(std::string& out, std::string_view name) {
    out += '"';
    out += name;
    out += '"';
}

/// Grows by doubling at least, however little is asked for.
void make_room(std::string& out, std::size_t size) {
    if (size > out.capacity()) out.reserve(std::max(size, 2 * out.capacity()));
}

/// `{"name":` or `,"name":` at one go: half of a list's bytes are names.
void write_member(std::string& out, char before, std::string_view name) {
    constexpr std::size_t marks = 4;
    const auto at = out.size();
    const auto size = at + name.size() + marks;
    make_room(out, size);
    out.resize_and_overwrite(size, [&](char* text, std::size_t) {
        text[at] = before;
        text[at + 1] = '"';
        std::memcpy(text + at + 2, name.data(), name.size());
        text[size - 2] = '"';
        text[size - 1] = ':';
        return size;
    });
}

void write_object(std::string& out, const Type& type, const void* object) {
    char before = '{';
    for (auto& field : type.fields) {
        write_member(out, before, field.name);
        before = ',';
        write(out, field.type(), field_of(object, field));
    }
    out += type.fields.empty() ? "{}" : "}";
}

void write_list(std::string& out, const Type& type, const void* list) {
    auto& element = type.element();
    out += '[';
    const auto begin = out.size();
    for (std::size_t i = 0, count = type.size(list); i < count; ++i) {
        if (i) out += ',';
        // The first is the measure for the others, so that what is written is moved seldom.
        if (i == 1) make_room(out, begin + count * (out.size() - begin) * 5 / 4);
        write(out, element, type.item(list, i));
    }
    out += ']';
}

void write_map(std::string& out, const Type& type, const void* map) {
    struct State {
        std::string& out;
        const Type& element;
        bool first;
    } state{out, type.element(), true};
    out += '{';
    type.each(map, &state, [](void* passed, std::string_view key, const void* value) {
        auto& s = *static_cast<State*>(passed);
        if (!s.first) s.out += ',';
        s.first = false;
        write_string(s.out, key);
        s.out += ':';
        write(s.out, s.element, value);
    });
    out += '}';
}

void write_instant(std::string& out, Instant at) {
    out += '"';
    write_rfc3339(out, at);
    out += '"';
}

void write_enumerator(std::string& out, const Type& type, const void* value) {
    auto index = type.enum_index(value);
    if (index < 0)
        out += "null";
    else
        write_name(out, type.names[static_cast<std::size_t>(index)]);
}

}  // namespace

void write_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0, at = 0;
    while ((at += plain_from(text, at)) < text.size()) {
        auto byte = static_cast<unsigned char>(text[at]);
        auto length = byte < 0x80 ? 0 : utf8_sequence(text.substr(at));
        if (length) {
            at += length;
            continue;
        }
        out.append(text, from, at - from);
        if (byte < 0x80)
            write_escape(out, text[at]);
        else
            out += "\xEF\xBF\xBD";
        from = ++at;
    }
    out.append(text, from);
    out += '"';
}

void write(std::string& out, const Type& type, const void* value) {
    switch (type.shape) {
        case Shape::boolean: out += *static_cast<const bool*>(value) ? "true" : "false"; return;
        case Shape::int32: write_number(out, *static_cast<const std::int32_t*>(value)); return;
        case Shape::integer:
        case Shape::id: write_number(out, *static_cast<const std::int64_t*>(value)); return;
        case Shape::number: write_double(out, *static_cast<const double*>(value)); return;
        case Shape::text: write_string(out, *static_cast<const std::string*>(value)); return;
        case Shape::instant: write_instant(out, *static_cast<const Instant*>(value)); return;
        case Shape::raw_json: out += static_cast<const RawJson*>(value)->text; return;
        case Shape::enumeration: write_enumerator(out, type, value); return;
        case Shape::list: write_list(out, type, value); return;
        case Shape::map: write_map(out, type, value); return;
        case Shape::object: write_object(out, type, value); return;
        case Shape::optional:
        case Shape::patch:
            if (auto* held = type.value_of(value))
                write(out, type.element(), held);
            else
                out += "null";
            return;
    }
}

}  // namespace goodhost::json
