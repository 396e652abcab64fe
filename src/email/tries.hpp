#pragma once
#include "email/outbox.hpp"
#include "email/reports.hpp"

/// The tries to hand a mail over, and the entries on its ticket's trail that say how they went.
namespace goodhost::email {

/// What the server said to a try: the row, and on the ticket's trail what a person should see of it. An answer that was lost
/// is the one case in which a mail may arrive twice; after the second it is a person who decides.
void settle_try(db::Tx& tx, const Context& context, const OutboxMail& mail, const mail::SmtpReply& reply);

/// To be called before the last bytes of a mail leave. False when another node is at it, or it has been settled.
bool begin_end(db::Tx& tx, const Context& context, const OutboxMail& mail);

/// Once more, now, from the beginning of the back-off. Who may not see every mail may do so with those of tickets. Throws Problem
/// conflict `email.already_handed_over`.
SentMail queue_again(db::Tx& tx, const Context& context, const OutboxKey& input);

namespace entries {
inline constexpr std::string_view handed_over = "email.handed_over";
inline constexpr std::string_view answer_lost = "email.answer_lost";  ///< the server may have it, and gets it again
inline constexpr std::string_view failed = "email.failed";
inline constexpr std::string_view queued_again = "email.queued_again";
}  // namespace entries

}  // namespace goodhost::email
