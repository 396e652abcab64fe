#pragma once
#include <cstdint>
#include <string>
#include <type_traits>

#include "platform/db/db.hpp"

namespace goodhost::db {

/// A page of a list that runs by id. `query` asks for one row more than `limit`; when that row is there, the last one kept says where
/// the next page begins. `List` has `items` and an optional `next_cursor`, a number or a text. The time is that of one statement.
template <class List>
List list_page(Reader& reader, const Query& query, std::int64_t limit) {
    using Row = typename decltype(List::items)::value_type;
    using Cursor = typename decltype(List::next_cursor)::value_type;
    List list{reader.list<Row>(query), std::nullopt};
    if (std::ssize(list.items) <= limit) return list;
    list.items.pop_back();
    std::int64_t last{};
    if constexpr (requires { list.items.back().id.value; })
        last = list.items.back().id.value;
    else
        last = list.items.back().id;
    if constexpr (std::is_same_v<Cursor, std::string>)
        list.next_cursor = std::to_string(last);
    else
        list.next_cursor = last;
    return list;
}

}  // namespace goodhost::db
