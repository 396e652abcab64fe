#pragma once
#include "roster/arrange.hpp"

/// What one shift tells the next: made from the tickets as they stand, given by one person and taken by another.
namespace goodhost::roster {

struct HandOverTag {};
using HandOverId = Id<HandOverTag>;

/// A ticket that the next shift has to know of, with what is owed on it first and the last thing that was noted.
struct HandedTicket {
    std::int64_t id = 0;
    std::string subject;
    std::string severity;
    std::string status;
    std::optional<AgentId> assignee_id;
    std::optional<std::string> promise_kind;
    std::optional<Instant> promise_due_at;
    std::optional<Instant> next_report_at;
    std::string last_note;
};
BOOST_DESCRIBE_STRUCT(HandedTicket, (),
                      (id, subject, severity, status, assignee_id, promise_kind, promise_due_at, next_report_at, last_note))

struct HandOver {
    HandOverId id;
    RosterId roster_id;
    AgentId giver_id;
    std::optional<AgentId> taker_id;
    std::string note;
    std::vector<HandedTicket> tickets;  ///< as they stood
    Instant given_at{};
    std::optional<Instant> taken_at;
};
BOOST_DESCRIBE_STRUCT(HandOver, (), (id, roster_id, giver_id, taker_id, note, tickets, given_at, taken_at))

/// What would be handed over now, and what was.
struct HandOverPage {
    std::vector<HandedTicket> tickets;
    std::optional<Instant> next_at;  ///< when the people change next
    std::vector<HandOver> given;     ///< the newest first
};
BOOST_DESCRIBE_STRUCT(HandOverPage, (), (tickets, next_at, given))
HandOverPage get_hand_over(db::Reader& reader, const Context& context, const RosterKey& input);

struct HandOverInput {
    RosterId roster_id;
    std::string note;
    static constexpr Rule rules[] = {{"note", 5'000, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(HandOverInput, (), (roster_id, note))
HandOver give_hand_over(db::Tx& tx, const Context& context, const HandOverInput& input);

struct HandOverKey {
    RosterId roster_id;
    HandOverId hand_over_id;
};
BOOST_DESCRIBE_STRUCT(HandOverKey, (), (roster_id, hand_over_id))
/// By somebody else than the giver, once.
HandOver take_hand_over(db::Tx& tx, const Context& context, const HandOverKey& input);

}  // namespace goodhost::roster
