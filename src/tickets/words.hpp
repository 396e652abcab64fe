#pragma once
#include "tickets/access.hpp"
#include "tickets/writes.hpp"

/// What saying something shares, whether at once or when its time has come.
namespace goodhost::tickets {

entries::Word word_of(const Message& message, const Body& body, const Change& change);

/// A stored public message of the host and what was decided with it.
struct Said {
    const Message& message;
    const Body& body;
    Decision decision;
};
/// Moves the ticket, stores that and writes the entries.
void say(db::Tx& tx, const Context& context, Change& change, const Said& said);

/// What was decided with a message that is sent later.
struct Plan {
    std::optional<Status> status_after;
    std::optional<std::string> reason;
    std::optional<Instant> next_report_at;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (status_after, reason, next_report_at))

/// The list columns of a ticket from the messages that it has; for what takes messages away or brings them.
void recount(db::Reader& reader, TicketRecord& ticket);

/// Custom fields that must be filled before a ticket is resolved: Problem invalid with a field each.
void check_required_fields(db::Reader& reader, const Context& context, const TicketRecord& ticket);

}  // namespace goodhost::tickets
