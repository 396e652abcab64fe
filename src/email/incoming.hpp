#pragma once
#include <functional>
#include <optional>
#include <string>

#include "email/authenticity.hpp"
#include "email/email.hpp"
#include "email/matching.hpp"
#include "platform/html/sanitise.hpp"
#include "platform/mail/large_parts.hpp"
#include "platform/mail/message.hpp"
#include "tickets/tickets.hpp"

/// A mail between the wire and the ticket.
namespace goodhost::email {

/// What rspamd says of a mail.
struct SpamVerdict {
    double score = 0;
    std::string action;  ///< its own word: no action, add header, reject, ...
};

struct InfectedFile {
    std::string name, virus;
    std::int64_t size = 0;
    bool is_recorded = false;  ///< it was known when the mail came
};

struct Incoming {
    mail::Message message;
    std::shared_ptr<mail::Lightened> large;  ///< attachments of it that never stand in memory; may be null
    std::string raw_sha256;
    std::int64_t size = 0;
    std::string message_key;  ///< Message-ID, or the digest of the raw bytes where there is none
    std::string body_hash;
    std::string from_address;  ///< lower case; empty when there is no usable one
    std::string from_name;
    Proof proof;
    std::optional<Cause> cause;  ///< what kind of automatic mail it is, if any
    std::optional<SpamVerdict> spam;
    std::vector<InfectedFile> infected;  ///< taken out of the message
    tickets::Body body;
    std::vector<tickets::NewAttachment> files;  ///< stored; `body` refers to the n-th as pending_address(n)
};

/// A mail that is stored.
struct RawMail {
    std::string_view bytes;
    std::string sha256;
    std::function<void()> forget = {};  ///< where the bytes are a file's: what was read of it leaves our memory
};

/// Parses and classifies; no database, no clock.
Incoming read_incoming(const Context& context, const RawMail& raw);

/// What stands in a body for the address of an inline image until its row exists.
std::string pending_address(std::size_t index);

/// Stores the bytes of attachments and inline images and makes the body that refers to them.
void store_parts(const Context& context, Incoming& incoming);

/// The words of a mail as a ticket's message: HTML rebuilt by the sanitiser (quotes are marked in it), else its text.
tickets::Body body_of_mail(const std::string& html, const std::string& text, const html::SanitiseOptions& options);

/// A mail, the mailbox that it came to and the ticket that it belongs to.
struct Arrival {
    const Mailbox& mailbox;
    const Incoming& incoming;
    std::optional<tickets::TicketPlace> ticket;
    std::optional<Instant> held_since = {};  ///< it was in the quarantine from then on
};

/// Why it must not become a word on a ticket by itself, if so.
std::optional<Cause> cause_to_hold(db::Reader& reader, const Context& context, const Arrival& arrival);

/// vouched: a person released it, so it is from whom it names.
enum class Trust { as_proven, vouched };

/// As the sender's word on the ticket, or on a new one: an agent's answer is the agent's, a mail that an agent forwards opens a
/// ticket of the one who wrote it first, all else is a contact's. Whom the sender put in copy is in copy of the ticket.
Delivery put_on_ticket(db::Tx& tx, const Context& context, const Arrival& arrival, Trust trust = Trust::as_proven);

}  // namespace goodhost::email
