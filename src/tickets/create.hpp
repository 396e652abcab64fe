#pragma once
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

/// open_ticket for who has the contact's row already.
Ticket open_ticket_of(db::Tx& tx, const Context& context, const NewTicket& input, const accounts::ContactRow& contact);

}  // namespace goodhost::tickets
