#pragma once
#include "platform/db/db.hpp"
#include "promises/reckoning.hpp"

/// The clocks of tickets, followed along the trail.
namespace goodhost::promises {

/// Applies what the ticket's stream has that was not seen yet, reckons its clocks anew, writes down what has come by now with its
/// entries, and sets the timer for what comes next. Idempotent: consumer, timer and changes of policies all call it, and whoever
/// comes first finds everything, so no timer judges by what is not so any more.
void follow(db::Tx& tx, const Context& context, TicketId id);

/// How a ticket's clocks are reckoned now.
Terms terms_of(db::Reader& reader, const Facts& facts);
std::optional<Facts> find_facts(db::Reader& reader, TicketId id);
/// Above all policies: how long anybody may be owed a word.
Duration cap_of(db::Reader& reader);

inline constexpr std::string_view timer = "promises.timer";  ///< OfTicket: the next warning or breach
struct OfTicket {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(OfTicket, (), (ticket_id))

}  // namespace goodhost::promises
