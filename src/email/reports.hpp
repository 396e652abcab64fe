#pragma once
#include "email/authenticity.hpp"
#include "email/email.hpp"
#include "email/outbox.hpp"
#include "platform/mail/bounce.hpp"

/// What servers and readers tell of mails of ours: it could not be delivered, or was not wanted.
namespace goodhost::email {

/// hard: the address is of no use any more; soft: this mail was refused or is late; delivered; complained: a reader's
/// provider reported it as unwanted.
enum class Fate { hard, soft, delivered, complained };
BOOST_DESCRIBE_ENUM(Fate, hard, soft, delivered, complained)

struct Mark {
    std::string address;
    Fate fate = Fate::soft;
    std::string reason;  ///< user_unknown, mailbox_full, ...: mail/bounce_rules.cpp lists them
    std::string words;   ///< of the server
    Instant marked_at;
};
BOOST_DESCRIBE_STRUCT(Mark, (), (address, fate, reason, words, marked_at))

std::optional<Mark> find_mark(db::Reader& reader, BrandId brand, std::string_view address);

/// If the mail is a report about a mail that we really sent: writes it down with that mail, marks the address, and tells
/// the ticket. Nothing is believed of a report about somebody else's mail: it is held.
std::optional<Delivery> take_report(db::Tx& tx, const Context& context, const mail::Message& report, std::string_view mail_key);

struct DeliveryReport {
    std::string address;
    Fate fate = Fate::soft;
    std::string reason, status, words;
    Instant reported_at;
};
BOOST_DESCRIBE_STRUCT(DeliveryReport, (), (address, fate, reason, status, words, reported_at))

/// One mail that went out for a message of a ticket.
struct SentMail {
    std::int64_t outbox_id = 0;
    std::optional<tickets::MessageId> message_id;
    std::string to_address, to_name, kind;
    OutboxState state = OutboxState::queued;
    std::string answer;  ///< the mail server's words
    Instant created_at;
    std::optional<Instant> sent_at;
};
BOOST_DESCRIBE_STRUCT(SentMail, (), (outbox_id, message_id, to_address, to_name, kind, state, answer, created_at, sent_at))

struct MessageDelivery : SentMail {
    std::vector<DeliveryReport> reports;  ///< newest first, at most 20
};
BOOST_DESCRIBE_STRUCT(MessageDelivery, (SentMail), (reports))

/// How far the domain in From is proven for a message that came by mail.
struct MessageOrigin {
    MailId mail_id;
    std::optional<tickets::MessageId> message_id;
    std::string from_address;
    Authenticity authenticity = Authenticity::unknown;
    std::optional<double> spam_score;
};
BOOST_DESCRIBE_STRUCT(MessageOrigin, (), (mail_id, message_id, from_address, authenticity, spam_score))

/// An attachment in which a virus scanner found something: it is only in the raw message.
struct HeldFile {
    MailId mail_id;
    std::string name, virus;
    std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(HeldFile, (), (mail_id, name, virus, size))

struct TicketDeliveries {
    std::vector<MessageDelivery> sent;    ///< newest first, at most 500
    std::vector<MessageOrigin> received;  ///< newest first, at most 500
    std::vector<HeldFile> held_files;
};
BOOST_DESCRIBE_STRUCT(TicketDeliveries, (), (sent, received, held_files))

struct TicketDeliveriesKey {
    tickets::TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(TicketDeliveriesKey, (), (ticket_id))

TicketDeliveries list_ticket_deliveries(db::Reader& reader, const Context& context, const TicketDeliveriesKey& input);

}  // namespace goodhost::email
