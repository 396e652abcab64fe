#pragma once
#include "email/outbox.hpp"

/// Where a mail stands in the conversation, as the mail programs of both sides see it.
namespace goodhost::email {

/// What came before on the ticket for one recipient: `In-Reply-To` is the last public message from the other side, else our
/// last mail to the recipient; the ids are oldest first. Answers go to the mailbox that the ticket came through, else to the
/// brand's, at an address that names the ticket.
void set_thread(db::Reader& reader, const Context& context, NewMail& mail);

}  // namespace goodhost::email
