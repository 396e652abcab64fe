#pragma once
#include "tickets/state.hpp"

/// Words that can still be taken back, and words whose time comes.
namespace goodhost::tickets {

struct MessageKey {
    TicketId ticket_id;
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(MessageKey, (), (ticket_id, message_id))
/// Takes back what was said within the undo window, or what is still to be said. Only by who said it.
Message undo_message(db::Tx& tx, const Context& context, const MessageKey& input);

/// What the timers call. Each does nothing when it was overtaken.
void release_message(db::Tx& tx, const Context& system, MessageId id);
void send_scheduled(db::Tx& tx, const Context& system, MessageId id);

}  // namespace goodhost::tickets
