#pragma once
#include "brands/brands.hpp"
#include "email/email.hpp"
#include "platform/http/route.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/trail/trail.hpp"

/// Mails of ours: written down first, sent after the commit, and shown with what became of them (the mail catcher of a
/// host without smtp_url, and of the demo).
namespace goodhost::email {

/// queued; sent: handed over to the mail server; kept: not to be sent here (demo, no smtp_url); failed: refused for good.
enum class OutboxState { queued, sent, kept, failed };
BOOST_DESCRIBE_ENUM(OutboxState, queued, sent, kept, failed)

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
};
BOOST_DESCRIBE_STRUCT(OutboxItem, (),
                      (id, brand_id, to_address, to_name, subject, kind, state, answer, ticket_id, message_id, created_at, sent_at))

struct OutboxMail : OutboxItem {
    std::string text, html, source_id, in_reply_to;
};
BOOST_DESCRIBE_STRUCT(OutboxMail, (OutboxItem), (text, html, source_id, in_reply_to))

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
};
void write_down(db::Tx& tx, const Context& context, const NewMail& mail);

OutboxList list_outbox(db::Reader& reader, const Context& context, const OutboxFilter& filter);
OutboxMail get_outbox(db::Reader& reader, const Context& context, const OutboxKey& input);

/// The message as it goes out.
std::string raw_of(const brands::Brand& brand, const OutboxMail& mail);
/// Job `email.send`: hands one mail of the outbox to the mail server.
void send_mail(const Context& context, const jobs::Job& job);
/// Job `email.send_notice`: writes down a mail::Notice.
void send_notice(const Context& context, const jobs::Job& job);
/// Consumer: a public word of an agent goes to the contact and to who is in copy; a new ticket is acknowledged.
void mail_ticket_words(db::Tx& tx, const Context& context, const trail::Entry& entry);

}  // namespace goodhost::email
