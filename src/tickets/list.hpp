#pragma once
#include "platform/db/db.hpp"
#include "tickets/filter.hpp"
#include "tickets/types.hpp"

namespace goodhost::tickets {

struct ListInput {
    std::optional<std::string> view;  ///< a built-in key or a saved view's id; default `open`
    std::optional<std::string> q;     ///< narrows the view, in the search language
    std::optional<Sort> sort;
    std::optional<accounts::CustomerId> customer_id;
    std::optional<std::int64_t> limit;
    std::optional<std::string> cursor;
    static constexpr Rule rules[] = {
        {"q", 1000, INT64_MIN, INT64_MAX, true}, {"limit", 0, 1, 200}, {"cursor", 100, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (view, q, sort, customer_id, limit, cursor))

struct TicketList {
    std::vector<TicketRow> items;
    std::optional<std::string> next_cursor;
    std::string position;  ///< to resume the live updates from
};
BOOST_DESCRIBE_STRUCT(TicketList, (), (items, next_cursor, position))

/// How many open tickets customers have; who has none is left out.
struct OpenTicketCount {
    accounts::CustomerId customer_id;
    std::int64_t open_tickets = 0;
};
BOOST_DESCRIBE_STRUCT(OpenTicketCount, (), (customer_id, open_tickets))

struct OpenTicketCountList {
    std::vector<OpenTicketCount> items;
};
BOOST_DESCRIBE_STRUCT(OpenTicketCountList, (), (items))

struct OpenTicketCountFilter {
    std::vector<accounts::CustomerId> customer_ids;
    static constexpr Rule rules[] = {{"customer_ids", 500}};
};
BOOST_DESCRIBE_STRUCT(OpenTicketCountFilter, (), (customer_ids))

OpenTicketCountList count_open_tickets(db::Reader& reader, const Context& context, const OpenTicketCountFilter& filter);

TicketList list_tickets(db::Reader& reader, const Context& context, const ListInput& input);

}  // namespace goodhost::tickets
