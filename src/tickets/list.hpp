#pragma once
#include "platform/db/db.hpp"
#include "tickets/filter.hpp"
#include "tickets/types.hpp"

namespace goodhost::tickets {

struct ListInput {
    std::optional<std::string> view;  ///< a built-in key or a saved view's id; default `open`
    std::optional<std::string> q;     ///< narrows the view, in the search language
    std::optional<Sort> sort;
    std::optional<std::int64_t> limit;
    std::optional<std::string> cursor;
    static constexpr Rule rules[] = {
        {"q", 1000, INT64_MIN, INT64_MAX, true}, {"limit", 0, 1, 200}, {"cursor", 100, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (view, q, sort, limit, cursor))

struct TicketList {
    std::vector<TicketRow> items;
    std::optional<std::string> next_cursor;
    std::string position;  ///< to resume the live updates from
};
BOOST_DESCRIBE_STRUCT(TicketList, (), (items, next_cursor, position))

TicketList list_tickets(db::Reader& reader, const Context& context, const ListInput& input);

}  // namespace goodhost::tickets
