#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accounts/ids.hpp"
#include "hosting/hosting.hpp"
#include "platform/core/context.hpp"

/// The words of tickets: ids, states, and what a ticket looks like from outside.
namespace goodhost::tickets {

struct TicketTag {};
struct MessageTag {};
struct AttachmentTag {};
/// A ticket's number is its id.
using TicketId = Id<TicketTag>;
using MessageId = Id<MessageTag>;
using AttachmentId = Id<AttachmentTag>;

enum class Status { new_, open, waiting, on_hold, resolved, closed };
BOOST_DESCRIBE_ENUM(Status, new_, open, waiting, on_hold, resolved, closed)
enum class Severity { critical, high, normal, low };
BOOST_DESCRIBE_ENUM(Severity, critical, high, normal, low)
enum class Channel { portal, email, chat, phone, api };
BOOST_DESCRIBE_ENUM(Channel, portal, email, chat, phone, api)
/// `message` and `report` are public, `note` is for agents.
enum class MessageKind { message, note, report };
BOOST_DESCRIBE_ENUM(MessageKind, message, note, report)
enum class MessageState { sent, scheduled, undone };
BOOST_DESCRIBE_ENUM(MessageState, sent, scheduled, undone)
enum class LinkKind { related, caused_by, follow_up, duplicate };
BOOST_DESCRIBE_ENUM(LinkKind, related, caused_by, follow_up, duplicate)

/// What the host owes on a ticket by a time; `cap` is the word that nobody waits for longer than a day.
enum class PromiseKind { first_response, next_response, report, resolution, cap };
BOOST_DESCRIBE_ENUM(PromiseKind, first_response, next_response, report, resolution, cap)

/// The promise of a ticket that is due next.
struct NextPromise {
    PromiseKind kind = PromiseKind::cap;
    Instant due_at{};
};
BOOST_DESCRIBE_STRUCT(NextPromise, (), (kind, due_at))

struct Named {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))

struct NamedContact {
    std::int64_t id = 0;
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(NamedContact, (), (id, name, email))

struct NamedService {
    std::int64_t id = 0;
    std::string name;
    std::string domain;
};
BOOST_DESCRIBE_STRUCT(NamedService, (), (id, name, domain))

struct LastMessage {
    Instant at{};
    ActorKind by = ActorKind::contact;
    std::string snippet;
};
BOOST_DESCRIBE_STRUCT(LastMessage, (), (at, by, snippet))

/// A line of a list. `owed` order: what a person waits for, soonest first.
struct TicketRow {
    TicketId id;
    TicketId number;
    BrandId brand_id;
    std::string subject;
    std::string category;
    Severity severity = Severity::normal;
    Status status = Status::new_;
    Channel channel = Channel::portal;
    NamedContact contact;
    std::optional<Named> customer;
    std::optional<NamedService> service;
    std::optional<Named> assignee;
    std::optional<Named> team;
    std::vector<std::string> tags;
    LastMessage last_message;
    std::int64_t message_count = 0;
    bool unread = false;                      ///< by the agent who looks
    std::optional<Instant> unanswered_since;  ///< the customer is owed a word since then
    std::optional<Instant> next_report_at;
    std::optional<Instant> snoozed_until;
    Instant created_at{};
    Instant updated_at{};
    std::optional<Instant> resolved_at;
    std::optional<TicketId> merged_into;
    bool attachments = false;
    std::optional<NextPromise> promise;
};
BOOST_DESCRIBE_STRUCT(TicketRow, (),
                      (id, number, brand_id, subject, category, severity, status, channel, contact, customer, service, assignee, team, tags,
                       last_message, message_count, unread, unanswered_since, next_report_at, snoozed_until, created_at, updated_at,
                       resolved_at, merged_into, attachments, promise))

/// Who said or did something.
struct Person {
    ActorKind kind = ActorKind::system;
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> email;
};
BOOST_DESCRIBE_STRUCT(Person, (), (kind, id, name, email))

struct Attachment {
    AttachmentId id;
    std::string name;
    std::string media_type;
    std::int64_t size = 0;
    std::string url;
    bool inline_ = false;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, name, media_type, size, url, inline_, sha256))

struct Message {
    MessageId id;
    TicketId ticket_id;       ///< where it is shown
    TicketId home_ticket_id;  ///< where it was written: another one after a merge
    MessageKind kind = MessageKind::message;
    Person by;
    Channel channel = Channel::portal;
    std::string body_html;
    std::string body_text;
    std::optional<std::string> quoted_html;
    std::optional<std::string> quoted_text;
    std::vector<Attachment> attachments;
    std::vector<accounts::AgentId> mentions;
    Instant created_at{};
    std::int64_t remote_images = 0;
    std::int64_t secrets = 0;  ///< card numbers, keys and passwords that are hidden in it
    bool automatic = false;
    bool raw = false;  ///< the email's source can be fetched
    MessageState state = MessageState::sent;
    std::optional<Instant> undo_until;
    std::optional<Instant> send_at;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, ticket_id, home_ticket_id, kind, by, channel, body_html, body_text, quoted_html, quoted_text, attachments,
                       mentions, created_at, remote_images, secrets, automatic, raw, state, undo_until, send_at))

/// One entry of the ticket's trail as the desk shows it.
struct Event {
    std::int64_t sequence = 0;  ///< on this ticket: 1, 2, 3
    Instant at{};
    Person actor;
    std::string type;
    RawJson payload;
};
BOOST_DESCRIBE_STRUCT(Event, (), (sequence, at, actor, type, payload))

struct EmailAddress {
    std::string email;
    std::string name;
    bool operator==(const EmailAddress&) const = default;
    static constexpr Rule rules[] = {{"email", 254}, {"name", 200, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(EmailAddress, (), (email, name))

struct LinkedTicket {
    TicketId id;
    std::string subject;
    Status status = Status::new_;
};
BOOST_DESCRIBE_STRUCT(LinkedTicket, (), (id, subject, status))

/// `direction` tells `caused_by` from `causes`: whether this ticket is the link's first end.
enum class Direction { to, from };
BOOST_DESCRIBE_ENUM(Direction, to, from)

struct Link {
    LinkKind kind = LinkKind::related;
    Direction direction = Direction::to;
    LinkedTicket ticket;
};
BOOST_DESCRIBE_STRUCT(Link, (), (kind, direction, ticket))

struct Draft {
    MessageKind kind = MessageKind::message;
    std::string body_html;
    std::vector<Attachment> attachments;
    std::int64_t base_message_count = 0;
    Instant updated_at{};
};
BOOST_DESCRIBE_STRUCT(Draft, (), (kind, body_html, attachments, base_message_count, updated_at))

/// What a ticket has beyond its line in the list, without what was said and done.
struct TicketDetails : TicketRow {
    RawJson custom_fields{"{}"};
    std::vector<Named> followers;
    std::vector<EmailAddress> cc;
    std::vector<Link> links;
    std::vector<LinkedTicket> merged;   ///< tickets that were merged into this one
    std::optional<std::string> reason;  ///< of on_hold
};
BOOST_DESCRIBE_STRUCT(TicketDetails, (TicketRow), (custom_fields, followers, cc, links, merged, reason))

struct Ticket : TicketDetails {
    std::vector<Message> messages;  ///< oldest first, the last 200
    bool earlier_messages = false;  ///< more with ?before=<the first one's id>
    std::vector<Event> events;
    std::optional<std::string> position;  ///< to resume the live updates from; null in the answer of a write
    std::optional<Draft> draft;
    std::optional<MessageId> read_up_to;
};
BOOST_DESCRIBE_STRUCT(Ticket, (TicketDetails), (messages, earlier_messages, events, position, draft, read_up_to))

}  // namespace goodhost::tickets
