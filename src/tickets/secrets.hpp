#pragma once
#include "tickets/scheduled.hpp"
#include "tickets/tickets.hpp"

/// Card numbers, private keys and passwords in what people write: hidden in the desk, shown on the record.
namespace goodhost::tickets {

/// Dots instead of them in the words and the quotation; `secrets` counts them. For agents; contacts see what they wrote.
void mask_secrets(Message& message);

/// The number of the rules that find none in these words; 0 when they hold some. Kept with a message, whose words never change, so that a
/// page looks only through what may hold any.
std::int64_t rules_without_finds(const Body& body);

/// The message as it was written. Who looked at which message stands on the ticket's trail.
Message reveal_secrets(db::Tx& tx, const Context& context, const MessageKey& input);

/// Throws Problem conflict `tickets.secret_in_reply` when words that go out hold some.
void check_no_secrets(const Body& body);

}  // namespace goodhost::tickets
