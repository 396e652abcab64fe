#pragma once
#include "email/email.hpp"

namespace goodhost::email {

/// Throws Problem not_found where it is missing or of a brand that the actor does not see.
Mailbox access_mailbox(db::Reader& reader, const Context& context, MailboxId id);
/// An entry of type `type` on the mailbox's stream, with the mailbox as it stands.
void record_mailbox(db::Tx& tx, const Context& context, std::string_view type, const Mailbox& mailbox);

}  // namespace goodhost::email
