#pragma once
#include "tickets/tickets.hpp"

/// A ticket's state as resources of the API.
namespace goodhost::tickets {

struct TicketKey {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(TicketKey, (), (ticket_id))

/// The ticket as it is after a write, for the answer.
TicketDetails details_after(db::Reader& reader, const Context& context, TicketId id);

struct StatusInput {
    TicketId ticket_id;
    Status status = Status::open;
    std::optional<std::string> reason;
    std::optional<Instant> next_report_at;
    static constexpr Rule rules[] = {{"reason", 500}};
};
BOOST_DESCRIBE_STRUCT(StatusInput, (), (ticket_id, status, reason, next_report_at))
TicketDetails change_status(db::Tx& tx, const Context& context, const StatusInput& input);

TicketDetails post_resolution(db::Tx& tx, const Context& context, const TicketKey& input);
TicketDetails delete_resolution(db::Tx& tx, const Context& context, const TicketKey& input);
TicketDetails post_closure(db::Tx& tx, const Context& context, const TicketKey& input);
TicketDetails delete_closure(db::Tx& tx, const Context& context, const TicketKey& input);

struct SnoozeInput {
    TicketId ticket_id;
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(SnoozeInput, (), (ticket_id, until))
TicketDetails snooze_ticket(db::Tx& tx, const Context& context, const SnoozeInput& input);
TicketDetails end_snooze(db::Tx& tx, const Context& context, const TicketKey& input);

/// What the timers call. Each does nothing when it was overtaken.
void wake_ticket(db::Tx& tx, const Context& system, TicketId id);
void tell_report_due(db::Tx& tx, const Context& system, TicketId id);
void close_for_good(db::Tx& tx, const Context& system, TicketId id);

}  // namespace goodhost::tickets
