#include "platform/json/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace goodhost::json {

namespace {

constexpr Rule default_rule{};
constexpr int max_problems = 50;

/// Appends one step to the path and takes it off again.
class Step {
  public:
    Step(std::string& path, std::string_view name) : path_(path), length_(path.size()) {
        if (!path.empty()) path += '.';
        path += name;
    }
    Step(std::string& path, std::size_t index) : path_(path), length_(path.size()) { path += '[' + std::to_string(index) + ']'; }
    ~Step() { path_.resize(length_); }
    Step(const Step&) = delete;

  private:
    std::string& path_;
    std::size_t length_;
};

const Rule& or_default(const Rule* rule) { return rule ? *rule : default_rule; }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool says_nothing(const boost::json::value& from) {
    auto* text = from.if_string();
    return from.is_null() || (text && is_blank({text->data(), text->size()}));
}

/// Whether a value of this type must be sent.
bool needs_value(const Type& type) {
    switch (type.shape) {
        case Shape::optional:
        case Shape::patch:
        case Shape::boolean:
        case Shape::list:
        case Shape::map: return false;
        case Shape::object:
            return std::ranges::any_of(type.fields, [&](const Field& field) {
                auto* rule = rule_of(type, field.name);
                return !(rule && rule->may_be_empty) && needs_value(field.type());
            });
        default: return true;
    }
}

bool write_document(std::string& out, const boost::json::value& value);

bool write_double(std::string& out, double value) {
    char buffer[32];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    return std::isfinite(value);
}

bool write_array(std::string& out, const boost::json::array& items) {
    out += '[';
    for (auto& item : items) {
        if (&item != items.begin()) out += ',';
        if (!write_document(out, item)) return false;
    }
    out += ']';
    return true;
}

bool write_members(std::string& out, const boost::json::object& members) {
    out += '{';
    for (auto& [name, value] : members) {
        if (out.back() != '{') out += ',';
        write_string(out, {name.data(), name.size()});
        out += ':';
        if (!write_document(out, value)) return false;
    }
    out += '}';
    return true;
}

/// Not Boost's serializer: it writes a number that was too large for a double as `Infinity`, which is no JSON. False for
/// such a one. As deep as the parser allowed.
bool write_document(std::string& out, const boost::json::value& value) {
    switch (value.kind()) {
        case boost::json::kind::null: out += "null"; return true;
        case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; return true;
        case boost::json::kind::int64: out += std::to_string(value.get_int64()); return true;
        case boost::json::kind::uint64: out += std::to_string(value.get_uint64()); return true;
        case boost::json::kind::double_: return write_double(out, value.get_double());
        case boost::json::kind::string: write_string(out, {value.get_string().data(), value.get_string().size()}); return true;
        case boost::json::kind::array: return write_array(out, value.get_array());
        case boost::json::kind::object: return write_members(out, value.get_object());
    }
    return false;
}

std::string joined(std::span<const std::string_view> names) { return fmt::format("{}", fmt::join(names, ", ")); }

}  // namespace

void Reading::value(const Type& type, const boost::json::value& from, void* to, const Rule* rule) {
    switch (type.shape) {
        case Shape::optional:
        case Shape::patch: return nullable(type, from, to, rule);
        case Shape::list: return list(type, from, to, rule);
        case Shape::map: return map(type, from, to, rule);
        case Shape::object: return object(type, from, to);
        default: return scalar(type, from, to, rule);
    }
}

void Reading::scalar(const Type& type, const boost::json::value& from, void* to, const Rule* rule) {
    switch (type.shape) {
        case Shape::boolean:
            if (!from.is_bool()) return tell("wrong_type");
            *static_cast<bool*>(to) = from.get_bool();
            return;
        case Shape::number: return number(from, *static_cast<double*>(to), rule);
        case Shape::text: return text(from, *static_cast<std::string*>(to), rule);
        case Shape::instant: return instant(from, *static_cast<Instant*>(to));
        case Shape::enumeration: return enumeration(type, from, to);
        case Shape::raw_json: return raw_json(from, *static_cast<RawJson*>(to), rule);
        default: return integer(type, from, to, rule);
    }
}

void Reading::integer(const Type& type, const boost::json::value& from, void* to, const Rule* rule) {
    if (!from.is_int64() && !from.is_uint64()) return tell("wrong_type");
    auto least = or_default(rule).min, most = or_default(rule).max;
    if (trusted()) least = INT64_MIN, most = INT64_MAX;
    if (type.shape == Shape::int32) {
        least = std::max<std::int64_t>(least, INT32_MIN);
        most = std::min<std::int64_t>(most, INT32_MAX);
    }
    // The parser gives uint64 only for what does not fit into int64.
    if (from.is_uint64() || from.get_int64() < least || from.get_int64() > most)
        return tell("out_of_range", {{"min", std::to_string(least)}, {"max", std::to_string(most)}});
    if (type.shape == Shape::int32)
        *static_cast<std::int32_t*>(to) = static_cast<std::int32_t>(from.get_int64());
    else
        *static_cast<std::int64_t*>(to) = from.get_int64();
}

void Reading::number(const boost::json::value& from, double& to, const Rule* rule) {
    if (!from.is_number()) return tell("wrong_type");
    auto value = from.to_number<double>();
    if (!std::isfinite(value)) return tell("out_of_range");
    auto& bounds = or_default(rule);
    bool fits = value >= static_cast<double>(bounds.min) && value <= static_cast<double>(bounds.max);
    if (!fits && rule && !trusted())
        return tell("out_of_range", {{"min", std::to_string(bounds.min)}, {"max", std::to_string(bounds.max)}});
    to = value;
}

void Reading::text(const boost::json::value& from, std::string& to, const Rule* rule) {
    if (!from.is_string()) return tell("wrong_type");
    auto& text = from.get_string();
    if (!trusted()) {
        auto max = or_default(rule).max_length;
        if (text.size() > max) return tell("too_long", {{"max", std::to_string(max)}});
        if (text.find('\0') != boost::json::string::npos) return tell("invalid_text");
    }
    to.assign(text.data(), text.size());
}

void Reading::instant(const boost::json::value& from, Instant& to) {
    auto* text = from.if_string();
    auto at = text ? parse_rfc3339({text->data(), text->size()}) : std::nullopt;
    if (!at) return tell("wrong_type");
    to = *at;
}

void Reading::enumeration(const Type& type, const boost::json::value& from, void* to) {
    auto* text = from.if_string();
    if (!text) return tell("wrong_type");
    auto found = std::ranges::find(type.names, std::string_view(text->data(), text->size()));
    if (found == type.names.end()) return tell("unknown_value", {{"allowed", joined(type.names)}});
    type.set_enum(to, static_cast<std::size_t>(found - type.names.begin()));
}

void Reading::raw_json(const boost::json::value& from, RawJson& to, const Rule* rule) {
    std::string text;
    if (!write_document(text, from)) return tell("out_of_range");
    auto max = or_default(rule).max_length;
    if (!trusted() && text.size() > max) return tell("too_long", {{"max", std::to_string(max)}});
    to.text = std::move(text);
}

void Reading::nullable(const Type& type, const boost::json::value& from, void* to, const Rule* rule) {
    if (from.is_null()) return type.set_null(to);
    value(type.element(), from, type.emplace(to), rule);
}

void Reading::list(const Type& type, const boost::json::value& from, void* to, const Rule* rule) {
    auto* items = from.if_array();
    if (!items) return tell("wrong_type");
    if (too_many(items->size(), rule)) return;
    auto& element = type.element();
    for (std::size_t i = 0; i < items->size(); ++i) {
        Step step(path_, i);
        value(element, (*items)[i], type.append(to), nullptr);
    }
}

void Reading::map(const Type& type, const boost::json::value& from, void* to, const Rule* rule) {
    auto* items = from.if_object();
    if (!items) return tell("wrong_type");
    if (too_many(items->size(), rule)) return;
    auto& element = type.element();
    for (auto& [name, item] : *items) {
        std::string_view key(name.data(), name.size());
        Step step(path_, key.substr(0, 100));
        if (!trusted() && key.size() > default_rule.max_length)
            tell("too_long", {{"max", std::to_string(default_rule.max_length)}});
        else if (!trusted() && key.contains('\0'))
            tell("invalid_text");
        else
            value(element, item, type.insert(to, key), nullptr);
    }
}

void Reading::object(const Type& type, const boost::json::value& from, void* to) {
    auto* members = from.if_object();
    if (!members) return tell("wrong_type");
    std::size_t known = 0;
    for (auto& one : type.fields) {
        auto* member = members->if_contains({one.name.data(), one.name.size()});
        if (member) ++known;
        Step step(path_, one.name);
        field(type, one, member, field_of(to, one));
    }
    if (unknown_ == Unknown::refuse && known < members->size()) tell_unknown(type, *members);
}

void Reading::field(const Type& type, const Field& field, const boost::json::value* from, void* to) {
    auto& of_field = field.type();
    auto* rule = rule_of(type, field.name);
    bool missing = !from || (from->is_null() && of_field.shape != Shape::optional && of_field.shape != Shape::patch &&
                             of_field.shape != Shape::raw_json);
    if (!missing) value(of_field, *from, to, rule);
    if (trusted() || (rule && rule->may_be_empty)) return;
    bool changed_text = rule && of_field.shape == Shape::patch && of_field.element().shape == Shape::text;
    bool blank = from && (of_field.shape == Shape::text || changed_text) && says_nothing(*from);
    if (blank || (missing && needs_value(of_field))) tell("required");
}

void Reading::tell_unknown(const Type& type, const boost::json::object& from) {
    for (auto& [name, item] : from) {
        std::string_view key(name.data(), name.size());
        if (std::ranges::find(type.fields, key, &Field::name) != type.fields.end()) continue;
        Step step(path_, key.substr(0, 100));
        tell("unknown_field");
    }
}

bool Reading::too_many(std::size_t count, const Rule* rule) {
    auto max = or_default(rule).max_length;
    if (trusted() || count <= max) return false;
    tell("too_long", {{"max", std::to_string(max)}});
    return true;
}

void Reading::tell(std::string code, ProblemArguments arguments) {
    if (++told_ > max_problems) return;
    problems_.add(path_, std::move(code), std::move(arguments));
}

}  // namespace goodhost::json
