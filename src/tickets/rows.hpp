#pragma once
#include "platform/db/db.hpp"
#include "platform/trail/history.hpp"
#include "tickets/access.hpp"
#include "tickets/filter.hpp"
#include "tickets/types.hpp"

namespace goodhost::tickets {

/// A row of the statement list_tickets.
struct TicketLine {
    TicketId id;
    BrandId brand_id;
    std::string subject;
    std::string category;
    Severity severity = Severity::normal;
    Status status = Status::new_;
    Channel channel = Channel::portal;
    accounts::ContactId contact_id;
    std::string contact_name;
    std::string contact_email;
    std::optional<accounts::CustomerId> customer_id;
    std::optional<std::string> customer_name;
    std::optional<hosting::ServiceId> service_id;
    std::optional<std::string> service_name;
    std::optional<std::string> service_domain;
    std::optional<accounts::AgentId> assignee_id;
    std::optional<std::string> assignee_name;
    std::optional<accounts::TeamId> team_id;
    std::optional<std::string> team_name;
    std::vector<std::string> tags;
    RawJson cc;
    RawJson custom_fields;
    std::string reason;
    Instant last_message_at{};
    ActorKind last_message_by = ActorKind::contact;
    std::string last_message_snippet;
    std::int64_t message_count = 0;
    std::int64_t attachment_count = 0;
    std::optional<Instant> unanswered_since;
    std::optional<Instant> next_report_at;
    std::optional<Instant> snoozed_until;
    Instant created_at{};
    Instant updated_at{};
    std::optional<Instant> resolved_at;
    std::optional<TicketId> merged_into;
    Instant owed_at{};
    std::optional<PromiseKind> promise_kind;
    std::optional<Instant> promise_due_at;
    std::optional<MessageId> read_up_to;
    std::optional<Instant> read_until;
};
BOOST_DESCRIBE_STRUCT(TicketLine, (),
                      (id, brand_id, subject, category, severity, status, channel, contact_id, contact_name, contact_email, customer_id,
                       customer_name, service_id, service_name, service_domain, assignee_id, assignee_name, team_id, team_name, tags, cc,
                       custom_fields, reason, last_message_at, last_message_by, last_message_snippet, message_count, attachment_count,
                       unanswered_since, next_report_at, snoozed_until, created_at, updated_at, resolved_at, merged_into, owed_at,
                       promise_kind, promise_due_at, read_up_to, read_until))

/// The agent whose read state a line shows; 0 for others.
std::int64_t reader_of(const Context& context);
/// `agent` as in reader_of.
TicketRow row_of(std::int64_t agent, TicketLine line);
/// The lines of a query that has an order, in that order.
std::vector<TicketLine> ordered_lines(db::Reader& reader, const db::Query& query, Sort sort);
/// A ticket's line if the actor may see it.
std::optional<TicketLine> find_line(db::Reader& reader, const Context& context, TicketId id);
/// Without a look at anybody's rights: for what is shown to many and checked for each.
std::optional<TicketLine> find_any_line(db::Reader& reader, std::int64_t agent, TicketId id);
/// Its details from the line and two more statements.
TicketDetails details_of(db::Reader& reader, std::int64_t agent, TicketLine line);

/// A row of the messages statements.
struct MessageLine {
    MessageId id;
    TicketId ticket_id;
    TicketId home_ticket_id;
    MessageKind kind = MessageKind::message;
    MessageState state = MessageState::sent;
    ActorKind by_kind = ActorKind::system;
    std::int64_t by_id = 0;
    std::string by_name;
    std::optional<std::string> by_email;
    Channel channel = Channel::portal;
    bool automatic = false;
    std::string body_html;
    std::string body_text;
    std::optional<std::string> quoted_html;
    std::optional<std::string> quoted_text;
    std::int64_t remote_images = 0;
    std::vector<accounts::AgentId> mentions;
    Instant created_at{};
    std::optional<Instant> undo_until;
    std::optional<Instant> send_at;
    std::optional<std::string> raw_sha256;
    std::int64_t clean_by = 0;  ///< rules_without_finds
};
BOOST_DESCRIBE_STRUCT(MessageLine, (),
                      (id, ticket_id, home_ticket_id, kind, state, by_kind, by_id, by_name, by_email, channel, automatic, body_html,
                       body_text, quoted_html, quoted_text, remote_images, mentions, created_at, undo_until, send_at, raw_sha256, clean_by))
/// What was taken back is told of without its words.
Message message_of(MessageLine line);

struct AttachmentLine {
    AttachmentId id;
    std::optional<MessageId> message_id;
    std::string sha256;
    std::string name;
    std::string media_type;
    std::int64_t size = 0;
    bool is_inline = false;
    std::optional<std::string> content_id;
};
BOOST_DESCRIBE_STRUCT(AttachmentLine, (), (id, message_id, sha256, name, media_type, size, is_inline, content_id))
Attachment attachment_of(AttachmentLine line);

Event event_of(trail::HistoryLine line);
/// The actor's draft on a ticket, with its attachments.
std::optional<Draft> find_draft(db::Reader& reader, const Context& context, TicketId id);

}  // namespace goodhost::tickets
