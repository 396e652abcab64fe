#pragma once
#include "tickets/tickets.hpp"

/// For channels that hold a word back before it comes on a ticket.
namespace goodhost::tickets {

/// A contact's word that was just put on the ticket had reached the house at `heard_at`: an answer is owed since then. Does nothing
/// where none is owed, or one is owed for longer.
void owe_since(db::Tx& tx, const Context& context, TicketId id, Instant heard_at);

}  // namespace goodhost::tickets
