#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "email/outbox.hpp"
#include "email/senders.hpp"
#include "tickets/tickets.hpp"

/// What a mail to a customer about a ticket is made of.
namespace goodhost::email {

struct Story {
    brands::Brand brand;
    accounts::ContactRow contact;
    tickets::TicketPlace ticket;
    tickets::Message message;
};
/// Nothing when something of it is gone.
std::optional<Story> story_of(db::Reader& reader, BrandId brand, tickets::TicketId ticket, tickets::MessageId message);

struct Letter {
    std::string_view kind;
    tickets::EmailAddress to;
};
/// Addressed, with the ticket's subject and number, under a Message-ID that nobody can make up.
NewMail mail_to(const Context& context, const Story& story, const Letter& letter);

/// The agent's own words under the letter, then the brand's.
std::string signature_under(const std::string& of_agent, const Sender& sender);

/// Where the contact sees the ticket without signing in.
std::string follow_link(const Context& context, const Story& story);

}  // namespace goodhost::email
