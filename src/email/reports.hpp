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

/// On the stream of the ticket, so that who looks at it sees at once what became of a mail. Nobody is told by mail.
struct MailNews {
    std::int64_t outbox_id = 0;
    std::optional<tickets::MessageId> message_id;
    std::string kind, address, status, reason, words;
};
BOOST_DESCRIBE_STRUCT(MailNews, (), (outbox_id, message_id, kind, address, status, reason, words))

namespace entries {
inline constexpr std::string_view delayed = "email.delayed";  ///< the first try did not succeed, or a server later on still tries
inline constexpr std::string_view bounced = "email.bounced";
inline constexpr std::string_view complained = "email.complained";
inline constexpr std::string_view delivered = "email.delivered";
}  // namespace entries

/// With outbox, message and kind taken from the mail. After a merge it is told where the message is shown.
void tell_ticket(db::Tx& tx, const Context& context, const OutboxMail& mail, std::string_view type, MailNews news);

/// Our own mail server refused it for good: the address is marked where the answer speaks of the address.
void mark_refused(db::Tx& tx, const OutboxMail& mail, const mail::SmtpReply& reply, Instant now);

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
    std::string answer;        ///< the mail server's words to the last try
    std::string reply_status;  ///< `5.1.1`
    std::int64_t attempts = 0;
    std::int64_t lost_answers = 0;  ///< so often it may have arrived before
    std::optional<Instant> next_try_at;
    Instant created_at;
    std::optional<Instant> sent_at;
};
BOOST_DESCRIBE_STRUCT(SentMail, (),
                      (outbox_id, message_id, to_address, to_name, kind, state, answer, reply_status, attempts, lost_answers, next_try_at,
                       created_at, sent_at))

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
    std::vector<std::string> failed_checks;  ///< of dmarc, dkim and spf, for the domain in From
    std::optional<double> spam_score;
};
BOOST_DESCRIBE_STRUCT(MessageOrigin, (), (mail_id, message_id, from_address, authenticity, failed_checks, spam_score))

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
