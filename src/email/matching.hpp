#pragma once
#include <optional>
#include <string>

#include "accounts/accounts.hpp"
#include "platform/mail/message.hpp"
#include "tickets/tickets.hpp"

/// Which ticket a mail belongs to, and whether its sender may speak there.
namespace goodhost::email {

/// `support+t1042-<24 hexadecimal digits>@host.example`: an address of `mailbox` that answers to the ticket come to. The digits are
/// an HMAC of 96 bits, so nobody can make one up; case does not count, as some servers change it.
std::string reply_address(const Context& context, std::string_view mailbox, tickets::TicketId id);

/// The part of a Message-ID of ours that nobody else can make: 104 bits of an HMAC over `what`, in hexadecimal digits. The same
/// for ever.
std::string signed_part(const Context& context, std::string_view what);

/// By the tag of an address of ours (To, Cc, Delivered-To and the like), by In-Reply-To and References against the Message-IDs that
/// we sent or took in (newest first), then by `[#1042]` in the subject. Any of them proves a ticket, not a person. Merged
/// tickets lead to where they went.
std::optional<tickets::TicketPlace> find_ticket_of(db::Reader& reader, const Context& context, const mail::Message& message);

/// The ticket's contact, one of the same customer, or somebody in copy.
bool may_speak(db::Reader& reader, const tickets::TicketPlace& ticket, const std::string& address);

/// Without `+tag`: `support+x@host.example` is `support@host.example`.
std::string without_tag(std::string_view address);

}  // namespace goodhost::email
