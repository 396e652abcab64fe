#pragma once
#include <optional>
#include <span>

#include "email/email.hpp"

/// How much mail programs may send: two of them that answer each other must not fill a disk overnight.
namespace goodhost::email {

/// A mail that no person wrote and that stands in the outbox.
struct AutomaticMail {
    Instant created_at;
    std::optional<tickets::TicketId> ticket_id;
};
BOOST_DESCRIBE_STRUCT(AutomaticMail, (), (created_at, ticket_id))

/// 10, 15, 25, 50, 100 to one recipient about one ticket within 10, 30, 60, 180, 600 minutes; 30, 60, 120, 240, 360 to one
/// recipient in all.
bool is_within_caps(std::span<const AutomaticMail> sent, Instant now, const std::optional<tickets::TicketId>& ticket);

/// The same for what stands in the outbox; for mails that a person has just asked for, as a link to sign in. What is then written
/// down in `tx` is counted by every later question, on whichever node: of two at the same time one is asked anew.
bool is_within_caps(db::Tx& tx, const Context& context, std::string_view address, const std::optional<tickets::TicketId>& ticket);

/// Whether an automatic mail may go there now: the caps hold, it is no address of a machine, no mail came back from it as
/// undeliverable within 60 days, and nobody there complained.
bool may_send_automatic(db::Tx& tx, const Context& context, std::string_view address, const std::optional<tickets::TicketId>& ticket);

}  // namespace goodhost::email
