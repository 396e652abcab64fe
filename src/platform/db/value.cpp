#include "platform/db/db.hpp"

namespace goodhost::db {

namespace {

Value json_text(const Type& type, const void* value) {
    std::string text;
    json::write(text, type, value);
    return text;
}

Value enumerator_name(const Type& type, const void* value) {
    auto index = type.enum_index(value);
    if (index < 0) throw Error(ErrorKind::other, {}, "an enumerator without a name");
    return std::string(type.names[static_cast<std::size_t>(index)]);
}

Value held_value(const Type& type, const void* value) {
    auto* held = type.value_of(value);
    return held ? to_value(type.element(), held) : Value(nullptr);
}

}  // namespace

Value to_value(const Type& type, const void* value) {
    switch (type.shape) {
        case Shape::boolean: return std::int64_t{*static_cast<const bool*>(value)};
        case Shape::int32: return std::int64_t{*static_cast<const std::int32_t*>(value)};
        case Shape::integer:
        case Shape::id: return *static_cast<const std::int64_t*>(value);
        case Shape::number: return *static_cast<const double*>(value);
        case Shape::text: return *static_cast<const std::string*>(value);
        case Shape::instant: return to_millis(*static_cast<const Instant*>(value));
        case Shape::raw_json: return static_cast<const RawJson*>(value)->text;
        case Shape::enumeration: return enumerator_name(type, value);
        case Shape::optional:
        case Shape::patch: return held_value(type, value);
        case Shape::list:
        case Shape::map:
        case Shape::object: return json_text(type, value);
    }
    return nullptr;
}

}  // namespace goodhost::db
