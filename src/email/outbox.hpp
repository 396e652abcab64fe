#pragma once
#include "brands/brands.hpp"
#include "email/email.hpp"
#include "platform/http/route.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/mail/smtp.hpp"
#include "platform/trail/trail.hpp"

/// Mails of ours: written down first, sent after the commit, and shown with what became of them (the mail catcher of a
/// host without smtp_url, and of the demo).
namespace goodhost::email {

/// queued: waits, or is tried again; sent: handed over to the mail server; kept: not to be sent here (demo, no relay); failed: refused
/// for good, or given up; bounced: taken by the server, and sent back later.
enum class OutboxState { queued, sent, kept, failed, bounced };
BOOST_DESCRIBE_ENUM(OutboxState, queued, sent, kept, failed, bounced)

struct OutboxItem {
    std::int64_t id = 0;
    BrandId brand_id;
    std::string to_address, to_name, subject, kind;
    OutboxState state = OutboxState::queued;
    std::string answer;  ///< the mail server's words
    std::optional<tickets::TicketId> ticket_id;
    std::optional<tickets::MessageId> message_id;
    Instant created_at;
    std::optional<Instant> sent_at;
    std::int64_t attempts = 0;
    std::optional<Instant> next_try_at;
    std::string reply_status;  ///< enhanced (RFC 3463): `5.1.1`
};
BOOST_DESCRIBE_STRUCT(OutboxItem, (),
                      (id, brand_id, to_address, to_name, subject, kind, state, answer, ticket_id, message_id, created_at, sent_at,
                       attempts, next_try_at, reply_status))

struct OutboxMail : OutboxItem {
    std::string text, html, source_id, in_reply_to;
    std::string reply_to;
    std::vector<std::string> earlier_ids;         ///< for References, oldest first
    std::vector<tickets::AttachmentId> file_ids;  ///< of the message, to be sent along
    std::string list;                             ///< what can be unsubscribed from; empty: nothing
    Instant queued_at;                            ///< by hand again; else when it was written down
    std::optional<Instant> ending_at;             ///< its last bytes are leaving, and no answer is known yet
    std::int64_t lost_answers = 0;
};
BOOST_DESCRIBE_STRUCT(OutboxMail, (OutboxItem),
                      (text, html, source_id, in_reply_to, reply_to, earlier_ids, file_ids, list, queued_at, ending_at, lost_answers))

struct OutboxList {
    std::vector<OutboxItem> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(OutboxList, (), (items, next_cursor))

struct OutboxFilter {
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(OutboxFilter, (), (cursor, limit))

struct OutboxKey {
    std::int64_t outbox_id = 0;
};
BOOST_DESCRIBE_STRUCT(OutboxKey, (), (outbox_id))

/// One to be written down; `source_id` names it for ever, so that writing it twice is once.
struct NewMail {
    BrandId brand;
    std::string to_address, to_name, subject, text, html, kind, source_id, in_reply_to;
    std::optional<tickets::TicketId> ticket_id;
    std::optional<tickets::MessageId> message_id;
    std::string reply_to;
    std::vector<std::string> earlier_ids;
    std::vector<tickets::AttachmentId> file_ids;
    std::string list;
};
void write_down(db::Tx& tx, const Context& context, const NewMail& mail);

/// Kind of a mail that tells an agent of a note: its answer is a note, too.
inline constexpr std::string_view note_notification = "note_notification";

struct SendOutbox {
    std::int64_t outbox_id = 0;
};
BOOST_DESCRIBE_STRUCT(SendOutbox, (), (outbox_id))

/// Orders the job that hands it over, now or at a time; an earlier order is moved.
void enqueue_sending(db::Tx& tx, const Context& context, BrandId brand, std::int64_t outbox_id, std::optional<Instant> at);

OutboxList list_outbox(db::Reader& reader, const Context& context, const OutboxFilter& filter);
OutboxMail get_outbox(db::Reader& reader, const Context& context, const OutboxKey& input);

/// Job `email.send`: hands one mail of the outbox to the mail server. Holds the connections, one for each program.
jobs::Kind send_kind();
/// Job `email.send_notice`: writes down a mail::Notice.
void send_notice(const Context& context, const jobs::Job& job);
/// Consumer: a public word of an agent goes to the contact and to who is in copy; a new ticket is acknowledged.
void mail_ticket_words(db::Tx& tx, const Context& context, const trail::Entry& entry);

}  // namespace goodhost::email
