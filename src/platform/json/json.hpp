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

enum class Unknown { refuse, ignore };

/// Fills `object` from JSON text. Every wrong field lands in `problems` (path and code: required, wrong_type, too_long,
/// unknown_value, out_of_range, unknown_field). Bounded: 4 MB text, depth 32. Thread-safe.
void read(std::string_view text, const Type& type, void* object, FieldProblems& problems, Unknown unknown = Unknown::refuse);

template <class T>
std::string to_json(const T& value) {
    std::string out;
    write(out, type_of<T>(), &value);
    return out;
}

/// For JSON that we wrote ourselves (payloads, stored columns): unknown keys are ignored; throws Problem invalid.
template <class T>
T from_json(std::string_view text) {
    T value{};
    FieldProblems problems;
    read(text, type_of<T>(), &value, problems, Unknown::ignore);
    problems.throw_if_any();
    return value;
}

/// One scalar from text (path or query parameter). False when it does not fit the type.
bool read_scalar(std::string_view text, const Type& type, void* value);

}  // namespace goodhost::json
