#pragma once
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/id.hpp"
#include "platform/core/time.hpp"

/// What a described struct looks like at run time. JSON, rows, request decoding and OpenAPI all walk these tables, so
/// that each is written once, not once per type (and compiles in a tenth of the time).
namespace goodhost {

/// JSON that is passed on without being looked at. Always valid JSON text.
struct RawJson {
    std::string text = "null";
    bool operator==(const RawJson&) const = default;
};

/// For PATCH: left out, null, or a value.
template <class T>
struct Patch {
    bool present = false;
    std::optional<T> value;
    /// Writes the value into `target` when the field was sent; null clears it to T{}.
    void apply_to(T& target) const {
        if (present) target = value.value_or(T{});
    }
    void apply_to(std::optional<T>& target) const {
        if (present) target = value;
    }
};

enum class Shape : std::uint8_t {
    boolean,
    int32,
    integer,
    number,
    text,
    enumeration,
    instant,
    id,
    raw_json,
    optional,
    patch,
    list,
    map,
    object
};

struct Type;
using TypeRef = const Type& (*)();

struct Field {
    std::string_view name;
    TypeRef type;
    std::size_t offset;
};

/// A bound on one input field; a struct declares `static constexpr Rule rules[]`.
struct Rule {
    std::string_view field;
    std::size_t max_length = 10'000;  ///< bytes of text, or items of a list
    std::int64_t min = INT64_MIN, max = INT64_MAX;
    bool may_be_empty = false;  ///< a text that may be left out or blank
};

struct Type {
    Shape shape;
    std::string_view name;                    ///< of an object, enumeration or id; else empty
    std::span<const Field> fields;            ///< object
    std::span<const Rule> rules;              ///< object
    std::span<const std::string_view> names;  ///< enumeration, by declaration order
    TypeRef element = nullptr;                ///< optional, patch, list, map

    /// enumeration: position in `names` to value and back; -1 when unknown.
    void (*set_enum)(void*, std::size_t index) = nullptr;
    int (*enum_index)(const void*) = nullptr;
    /// optional, patch: the value or null; emplace makes one.
    const void* (*value_of)(const void*) = nullptr;
    void* (*emplace)(void*) = nullptr;
    void (*set_null)(void*) = nullptr;
    /// list: size, item, append; map: visits and inserts.
    std::size_t (*size)(const void*) = nullptr;
    const void* (*item)(const void*, std::size_t) = nullptr;
    void* (*append)(void*) = nullptr;
    void (*each)(const void*, void* state, void (*visit)(void* state, std::string_view key, const void* value)) = nullptr;
    void* (*insert)(void*, std::string_view key) = nullptr;
};

template <class T>
const Type& type_of();

namespace reflect_detail {

template <class T>
struct Tag {};

constexpr std::string_view without_trailing_underscore(std::string_view name) {
    return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

/// `TicketId` from the tag's type name is not available; ids are plain integers outside.
template <class T, Shape S>
const Type& plain(Tag<T>) {
    static const Type type{S, {}, {}, {}, {}};
    return type;
}

inline const Type& make(Tag<bool> t) { return plain<bool, Shape::boolean>(t); }
inline const Type& make(Tag<std::int32_t> t) { return plain<std::int32_t, Shape::int32>(t); }
inline const Type& make(Tag<std::int64_t> t) { return plain<std::int64_t, Shape::integer>(t); }
inline const Type& make(Tag<double> t) { return plain<double, Shape::number>(t); }
inline const Type& make(Tag<std::string> t) { return plain<std::string, Shape::text>(t); }
inline const Type& make(Tag<Instant> t) { return plain<Instant, Shape::instant>(t); }
inline const Type& make(Tag<RawJson> t) { return plain<RawJson, Shape::raw_json>(t); }
template <class G>
const Type& make(Tag<Id<G>> t) {
    return plain<Id<G>, Shape::id>(t);
}

template <class T>
const Type& make(Tag<std::optional<T>>) {
    using O = std::optional<T>;
    static const Type type = [] {
        Type t{Shape::optional, {}, {}, {}, {}, &type_of<T>};
        t.value_of = [](const void* p) -> const void* {
            auto& o = *static_cast<const O*>(p);
            return o ? &*o : nullptr;
        };
        t.emplace = [](void* p) -> void* { return &static_cast<O*>(p)->emplace(); };
        t.set_null = [](void* p) { static_cast<O*>(p)->reset(); };
        return t;
    }();
    return type;
}

template <class T>
const Type& make(Tag<Patch<T>>) {
    using P = Patch<T>;
    static const Type type = [] {
        Type t{Shape::patch, {}, {}, {}, {}, &type_of<T>};
        t.value_of = [](const void* p) -> const void* {
            auto& o = static_cast<const P*>(p)->value;
            return o ? &*o : nullptr;
        };
        t.emplace = [](void* p) -> void* {
            auto& o = *static_cast<P*>(p);
            o.present = true;
            return &o.value.emplace();
        };
        t.set_null = [](void* p) {
            auto& o = *static_cast<P*>(p);
            o.present = true;
            o.value.reset();
        };
        return t;
    }();
    return type;
}

template <class T>
const Type& make(Tag<std::vector<T>>) {
    using V = std::vector<T>;
    static const Type type = [] {
        Type t{Shape::list, {}, {}, {}, {}, &type_of<T>};
        t.size = [](const void* p) { return static_cast<const V*>(p)->size(); };
        t.item = [](const void* p, std::size_t i) -> const void* { return &(*static_cast<const V*>(p))[i]; };
        t.append = [](void* p) -> void* { return &static_cast<V*>(p)->emplace_back(); };
        return t;
    }();
    return type;
}

template <class T>
const Type& make(Tag<std::map<std::string, T>>) {
    using M = std::map<std::string, T>;
    static const Type type = [] {
        Type t{Shape::map, {}, {}, {}, {}, &type_of<T>};
        t.size = [](const void* p) { return static_cast<const M*>(p)->size(); };
        t.each = [](const void* p, void* state, void (*visit)(void*, std::string_view, const void*)) {
            for (auto& [key, value] : *static_cast<const M*>(p)) visit(state, key, &value);
        };
        t.insert = [](void* p, std::string_view key) -> void* { return &(*static_cast<M*>(p))[std::string(key)]; };
        return t;
    }();
    return type;
}

template <class E>
requires boost::describe::has_describe_enumerators<E>::value const Type& make(Tag<E>) {
    using D = boost::describe::describe_enumerators<E>;
    constexpr std::size_t count = boost::mp11::mp_size<D>::value;
    static const auto tables = [] {
        std::pair<std::array<std::string_view, count>, std::array<E, count>> t;
        std::size_t i = 0;
        boost::mp11::mp_for_each<D>([&](auto d) {
            t.first[i] = without_trailing_underscore(d.name);
            t.second[i++] = d.value;
        });
        return t;
    }();
    static const Type type = [] {
        Type t{Shape::enumeration, {}, {}, {}, tables.first};
        t.set_enum = [](void* p, std::size_t i) { *static_cast<E*>(p) = tables.second[i]; };
        t.enum_index = [](const void* p) {
            for (std::size_t i = 0; i < count; ++i)
                if (tables.second[i] == *static_cast<const E*>(p)) return static_cast<int>(i);
            return -1;
        };
        return t;
    }();
    return type;
}

/// The type's own name, read from the compiler's signature of this function.
template <class T>
constexpr std::string_view type_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    auto from = text.find("T = ") + 4;
    auto to = text.find_first_of(";]", from);
    auto name = text.substr(from, to - from);
    auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

template <class T>
requires boost::describe::has_describe_members<T>::value const Type& make(Tag<T>) {
    using M = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    static const auto fields = [] {
        static const T probe{};
        std::array<Field, boost::mp11::mp_size<M>::value> table;
        std::size_t i = 0;
        boost::mp11::mp_for_each<M>([&](auto d) {
            auto& member = probe.*d.pointer;
            auto offset = reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&probe);
            using F = std::remove_cvref_t<decltype(member)>;
            table[i++] = {without_trailing_underscore(d.name), &type_of<F>, static_cast<std::size_t>(offset)};
        });
        return table;
    }();
    static const Type type = [] {
        Type t{Shape::object, type_name<T>(), fields, {}, {}};
        if constexpr (requires { T::rules; }) t.rules = T::rules;
        return t;
    }();
    return type;
}

}  // namespace reflect_detail

template <class T>
const Type& type_of() {
    return reflect_detail::make(reflect_detail::Tag<T>{});
}

inline const void* field_of(const void* object, const Field& field) { return static_cast<const char*>(object) + field.offset; }
inline void* field_of(void* object, const Field& field) { return static_cast<char*>(object) + field.offset; }

/// The declared bound of a field, or nothing.
inline const Rule* rule_of(const Type& type, std::string_view field) {
    for (auto& rule : type.rules)
        if (rule.field == field) return &rule;
    return nullptr;
}

/// `"critical"` for Severity::critical.
template <class E>
std::string_view enum_name(E value) {
    auto& type = type_of<E>();
    auto index = type.enum_index(&value);
    return index < 0 ? std::string_view{} : type.names[static_cast<std::size_t>(index)];
}

template <class E>
std::optional<E> enum_from(std::string_view name) {
    auto& type = type_of<E>();
    for (std::size_t i = 0; i < type.names.size(); ++i)
        if (type.names[i] == name) {
            E value;
            type.set_enum(&value, i);
            return value;
        }
    return std::nullopt;
}

}  // namespace goodhost
