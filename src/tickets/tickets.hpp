#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.hpp"
#include "tickets/entries.hpp"
#include "tickets/types.hpp"

namespace goodhost {
class Registry;
}

/// Problems of customers and what is said and done until they are solved.
namespace goodhost::tickets {

// Permissions. Light agents have view and note.
inline constexpr Permission may_view{"tickets.view"};
inline constexpr Permission may_note{"tickets.note"};
inline constexpr Permission may_reply{"tickets.reply"};
inline constexpr Permission may_create{"tickets.create"};
inline constexpr Permission may_edit{"tickets.edit"};  ///< subject, category, severity, tags, links, snooze
inline constexpr Permission may_assign{"tickets.assign"};
inline constexpr Permission may_resolve{"tickets.resolve"};  ///< status, resolution, closure
inline constexpr Permission may_merge{"tickets.merge"};      ///< and split
inline constexpr Permission may_reveal{"tickets.reveal"};    ///< card numbers, keys and passwords that are hidden in messages
inline constexpr Permission may_export{"tickets.export"};
inline constexpr Permission may_configure{"tickets.configure"};  ///< shared macros, answers, fields, categories, settings

/// What is said, ready to be stored: HTML that the sanitiser made, and its text. Making one is work of a millisecond
/// or more, so it is done before the transaction.
struct Body {
    std::string html;
    std::string text;
    std::optional<std::string> quoted_html, quoted_text;
    std::int64_t remote_images = 0;
    bool empty() const { return text.empty() && html.empty(); }
};
/// From what a person typed: HTML if given, else text. Neither gives an empty body.
Body make_body(const std::optional<std::string>& html, const std::optional<std::string>& text);

struct NewTicket {
    BrandId brand;
    accounts::ContactId contact;
    std::string subject;
    Body body;
    Channel channel = Channel::portal;
    std::string category = "question";
    Severity severity = Severity::normal;
    std::optional<hosting::ServiceId> service;
    std::optional<accounts::AgentId> assignee;
    std::optional<accounts::TeamId> team;
    std::vector<std::string> tags;
    std::vector<EmailAddress> cc;
    std::string custom_fields = "{}";       ///< JSON object
    std::vector<AttachmentId> attachments;  ///< made by store_attachment, not yet used
    std::optional<std::string> source_id;   ///< Message-ID of an email
    std::optional<std::string> raw_sha256;  ///< its stored source
    std::optional<TicketId> follow_up_of;
    bool automatic = false;  ///< a program wrote it: nothing is owed for it
};

struct NewMessage {
    MessageKind kind = MessageKind::message;
    Body body;
    Channel channel = Channel::portal;
    std::vector<AttachmentId> attachments;
    std::vector<accounts::AgentId> mentions;
    std::optional<Status> status_after;  ///< agents: default waiting
    std::optional<std::string> reason;   ///< with on_hold
    std::optional<Instant> next_report_at;
    std::optional<Instant> send_at;  ///< later than now: scheduled
    std::optional<std::int64_t> expected_message_count;
    std::optional<std::vector<EmailAddress>> cc;  ///< replaces the ticket's
    std::optional<std::string> source_id;
    std::optional<std::string> raw_sha256;
    bool automatic = false;
};

/// The first message is the contact's word, whoever recorded it. Nothing is read back: the answer is made of what was written.
Ticket open_ticket(db::Tx& tx, const Context& context, const NewTicket& input);
/// Replies to a merged ticket go to the one it was merged into; a contact's word reopens a resolved ticket or, after the
/// brand's window, opens a follow-up. The message says on which ticket it stands.
Message add_message(db::Tx& tx, const Context& context, TicketId id, const NewMessage& input);

/// What the actor may see, else Problem not_found `tickets.not_found`. For contacts notes, tags, events and the like are left out.
Ticket get_ticket(db::Reader& reader, const Context& context, TicketId id, std::optional<MessageId> before = std::nullopt);
/// A contact's own tickets, and the company's when it sees them; newest change first.
struct PortalList {
    std::vector<TicketRow> items;
    std::optional<std::string> next_cursor;
};
PortalList list_tickets_of_contact(db::Reader& reader, const Context& context, bool only_open, std::string_view cursor);

/// The contact (or agent) says that it is solved, closes it, or takes that back.
void resolve_ticket(db::Tx& tx, const Context& context, TicketId id);
void reopen_ticket(db::Tx& tx, const Context& context, TicketId id);
void close_ticket(db::Tx& tx, const Context& context, TicketId id);

/// By the Message-ID that a channel gave: where an answer to it belongs.
struct MessagePlace {
    MessageId id;
    TicketId ticket_id;
    BrandId brand_id;
    accounts::ContactId contact_id;  ///< of the ticket
    MessageState state = MessageState::sent;
};
BOOST_DESCRIBE_STRUCT(MessagePlace, (), (id, ticket_id, brand_id, contact_id, state))
std::optional<MessagePlace> find_message_by_source(db::Reader& reader, std::string_view source_id);
/// With `ticket_id` after merges; for channels, without a look at the actor's rights.
struct TicketPlace {
    TicketId id;
    BrandId brand_id;
    accounts::ContactId contact_id;
    std::string subject;
    Status status = Status::new_;
    std::vector<EmailAddress> cc;
};
BOOST_DESCRIBE_STRUCT(TicketPlace, (), (id, brand_id, contact_id, subject, status, cc))
std::optional<TicketPlace> find_ticket_place(db::Reader& reader, TicketId id);
/// `ticket/12`, the ticket's stream on the trail and its live topic; and back: none for another stream.
std::string stream_of(TicketId id);
std::optional<TicketId> ticket_of(std::string_view stream);
/// One message with its attachments, for mail and webhooks; without a look at the actor's rights.
std::optional<Message> find_message(db::Reader& reader, MessageId id);
/// Who is in copy from now on besides; for channels, without a look at the actor's rights. Those who are already there stay.
void copy_in(db::Tx& tx, const Context& context, TicketId id, const std::vector<EmailAddress>& people);
/// The Message-ID under which a message went out, so that answers find it.
void set_message_source(db::Tx& tx, MessageId id, std::string_view source_id);

/// The promise that is due next, for lists; nothing when none is. Kept by who makes promises; it is no change that anybody made.
void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise);

struct NewAttachment {
    std::string sha256;
    std::string name;
    std::string media_type;
    std::int64_t size = 0;
    bool is_inline = false;
    std::optional<std::string> content_id;
};
/// A row for a stored file; it belongs to the actor until a message uses it, and is removed after a week if none does.
Attachment store_attachment(db::Tx& tx, const Context& context, const NewAttachment& input);
/// What the actor may fetch, else Problem not_found `tickets.attachment_not_found`.
Attachment access_attachment(db::Reader& reader, const Context& context, AttachmentId id);

void register_tickets(Registry& registry);

}  // namespace goodhost::tickets
