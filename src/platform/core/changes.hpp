#pragma once
#include "platform/core/reflect.hpp"

namespace goodhost {

template <class Field, class Target>
void apply_change(const Field& field, Target& target) {
    if constexpr (requires { field.apply_to(target); }) field.apply_to(target);
}

/// Writes what a PATCH sent into the members of the same names of `row`. A field without such a member is the caller's to apply.
/// Both are described structs; any thread.
template <class Change, class Row>
void apply_changes(const Change& change, Row& row) {
    namespace describe = boost::describe;
    using From = describe::describe_members<Change, describe::mod_public | describe::mod_inherited>;
    using To = describe::describe_members<Row, describe::mod_public | describe::mod_inherited>;
    boost::mp11::mp_for_each<From>([&](auto from) {
        boost::mp11::mp_for_each<To>([&](auto to) {
            constexpr bool same = std::string_view(decltype(from)::name) == decltype(to)::name;
            if constexpr (same) apply_change(change.*from.pointer, row.*to.pointer);
        });
    });
}

}  // namespace goodhost
