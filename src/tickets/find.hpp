#pragma once
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

struct FindInput {
    std::string q;
    std::optional<std::int64_t> limit;
    std::optional<std::string> cursor;
    static constexpr Rule rules[] = {
        {"q", 1000, INT64_MIN, INT64_MAX, true}, {"limit", 0, 1, 100}, {"cursor", 100, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(FindInput, (), (q, limit, cursor))

struct Found {
    TicketRow ticket;
    std::optional<MessageId> message_id;  ///< the newest message that has the words
    std::string snippet;                  ///< HTML: escaped, words in <mark>
};
BOOST_DESCRIBE_STRUCT(Found, (), (ticket, message_id, snippet))

struct Fault {
    std::int64_t at = 0;
    std::string code;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(Fault, (), (at, code, message))

struct FindResult {
    std::vector<Found> items;
    std::optional<std::string> next_cursor;
    std::vector<Fault> errors;
};
BOOST_DESCRIBE_STRUCT(FindResult, (), (items, next_cursor, errors))

/// Tickets by the search language, newest word first.
FindResult find_tickets(db::Reader& reader, const Context& context, const FindInput& input);

/// The part of `text` around the first of `words` (in the search notation), escaped, each found word in <mark>.
std::string marked_snippet(std::string_view text, std::string_view words);

}  // namespace goodhost::tickets
