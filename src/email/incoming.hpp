#pragma once
#include <optional>
#include <string>

#include "email/email.hpp"
#include "email/matching.hpp"
#include "platform/html/sanitise.hpp"
#include "platform/mail/message.hpp"
#include "tickets/tickets.hpp"

/// A mail between the wire and the ticket.
namespace goodhost::email {

struct Incoming {
    mail::Message message;
    std::string raw_sha256;
    std::int64_t size = 0;
    std::string message_key;  ///< Message-ID, or the digest of the raw bytes where there is none
    std::string body_hash;
    std::string from_address;  ///< lower case; empty when there is no usable one
    std::string from_name;
    std::optional<Cause> cause;  ///< what kind of automatic mail it is, if any
    tickets::Body body;
    std::vector<tickets::NewAttachment> files;  ///< stored; `body` refers to the n-th as pending_address(n)
};

/// Parses and classifies; no database, no clock.
Incoming read_incoming(std::string_view raw, const std::string& raw_sha256);

/// What stands in a body for the address of an inline image until its row exists.
std::string pending_address(std::size_t index);

/// Stores the bytes of attachments and inline images and makes the body that refers to them.
void store_parts(const Context& context, Incoming& incoming);

/// The words of a mail as a ticket's message: HTML rebuilt by the sanitiser (quotes are marked in it), else its text.
tickets::Body body_of_mail(const std::string& html, const std::string& text, const html::SanitiseOptions& options);

/// Why it must not become a word on a ticket by itself, if so.
std::optional<Cause> cause_to_hold(db::Reader& reader, const Incoming& incoming, const std::optional<tickets::TicketPlace>& ticket);

/// As the sender's word on the ticket, or on a new one.
Delivery put_on_ticket(db::Tx& tx, const Context& context, const Mailbox& mailbox, const Incoming& incoming,
                       const std::optional<tickets::TicketPlace>& ticket);

}  // namespace goodhost::email
