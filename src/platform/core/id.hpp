#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace goodhost {

/// A row's id. Every table has its own Tag, so that a contact's id can't be passed for a ticket's. 0 means none.
template <class Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
    explicit operator bool() const { return value != 0; }
};

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

}  // namespace goodhost

template <class Tag>
struct std::hash<goodhost::Id<Tag>> {
    std::size_t operator()(goodhost::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
