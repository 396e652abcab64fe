#include <algorithm>
#include <charconv>

#include "platform/json/json.hpp"
#include "platform/json/utf8.hpp"

namespace goodhost::json {

namespace {

template <class N>
bool read_number(std::string_view text, N& to) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_boolean(std::string_view text, bool& to) {
    to = text == "true" || text == "1";
    return to || text == "false" || text == "0";
}

bool read_text(std::string_view text, std::string& to) {
    if (text.contains('\0') || !is_utf8(text)) return false;
    to = text;
    return true;
}

bool read_instant(std::string_view text, Instant& to) {
    auto at = parse_rfc3339(text);
    if (at) to = *at;
    return at.has_value();
}

bool read_enumerator(std::string_view text, const Type& type, void* to) {
    auto found = std::ranges::find(type.names, text);
    if (found == type.names.end()) return false;
    type.set_enum(to, static_cast<std::size_t>(found - type.names.begin()));
    return true;
}

bool read_list(std::string_view text, const Type& type, void* to) {
    while (!text.empty()) {
        auto comma = std::min(text.find(','), text.size());
        if (!read_scalar(text.substr(0, comma), type.element(), type.append(to))) return false;
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return true;
}

}  // namespace

bool read_scalar(std::string_view text, const Type& type, void* value) {
    switch (type.shape) {
        case Shape::boolean: return read_boolean(text, *static_cast<bool*>(value));
        case Shape::int32: return read_number(text, *static_cast<std::int32_t*>(value));
        case Shape::integer:
        case Shape::id: return read_number(text, *static_cast<std::int64_t*>(value));
        case Shape::number: return read_number(text, *static_cast<double*>(value));
        case Shape::text: return read_text(text, *static_cast<std::string*>(value));
        case Shape::instant: return read_instant(text, *static_cast<Instant*>(value));
        case Shape::enumeration: return read_enumerator(text, type, value);
        case Shape::optional:
        case Shape::patch: return read_scalar(text, type.element(), type.emplace(value));
        case Shape::list: return read_list(text, type, value);
        case Shape::raw_json:
        case Shape::map:
        case Shape::object: return false;
    }
    return false;
}

}  // namespace goodhost::json
