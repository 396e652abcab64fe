#pragma once
#include <string>
#include <string_view>

#include "platform/core/problem.hpp"
#include "platform/core/reflect.hpp"

/// JSON to and from described structs. `snake_case` as declared, times RFC 3339 UTC, ids as integers, enumerators by name,
/// empty optionals as null.
namespace goodhost::json {

void write(std::string& out, const Type& type, const void* value);
/// Appends a JSON string with its quotes. Bad UTF-8 becomes U+FFFD.
void write_string(std::string& out, std::string_view text);

/// What to do with keys that the type lacks. `ignore` is for foreign JSON of which a part concerns us. `trusted` is for JSON
/// that we wrote ourselves, maybe by an older version: Rules do not apply and missing fields keep their defaults.
enum class Unknown { refuse, ignore, trusted };

/// Fills `object` from JSON text. Every wrong field lands in `problems` with its path and a code: required, wrong_type,
/// too_long (max), unknown_value (allowed), out_of_range (min, max), unknown_field, invalid_text (NUL characters), and for
/// the whole text invalid_json. A field is required unless it is optional, Patch, bool, list, map, an object without
/// required fields, or has a Rule with may_be_empty; null counts as left out. max_length bounds lists, maps and raw JSON
/// too. At most 50 problems are told. Bounded: 4 MB text, depth 32. Thread-safe.
void read(std::string_view text, const Type& type, void* object, FieldProblems& problems, Unknown unknown = Unknown::refuse);

template <class T>
std::string to_json(const T& value) {
    std::string out;
    write(out, type_of<T>(), &value);
    return out;
}

/// For JSON that we wrote ourselves (payloads, stored columns): Unknown::trusted; throws Problem invalid.
template <class T>
T from_json(std::string_view text) {
    T value{};
    FieldProblems problems;
    read(text, type_of<T>(), &value, problems, Unknown::trusted);
    problems.throw_if_any();
    return value;
}

/// One scalar, or a comma separated list of them, from text (path or query parameter). Booleans are true, false, 1, 0;
/// instants RFC 3339. False when it does not fit the type.
bool read_scalar(std::string_view text, const Type& type, void* value);

}  // namespace goodhost::json
