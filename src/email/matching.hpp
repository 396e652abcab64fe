#pragma once
#include <optional>

#include "accounts/accounts.hpp"
#include "platform/mail/message.hpp"
#include "tickets/tickets.hpp"

/// Which ticket a mail belongs to, and whether its sender may speak there.
namespace goodhost::email {

/// By In-Reply-To and References against the Message-IDs that we sent or took in (newest first), then by `[#1042]` in the
/// subject. A match proves a ticket, not a person.
std::optional<tickets::TicketPlace> find_ticket_of(db::Reader& reader, BrandId brand, const mail::Message& message);

/// The ticket's contact, one of the same customer, or somebody in copy.
bool may_speak(db::Reader& reader, const tickets::TicketPlace& ticket, const std::string& address);

}  // namespace goodhost::email
