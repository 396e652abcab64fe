#include <algorithm>

#include "platform/html/secrets.hpp"
#include "platform/trail/history.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/secrets.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

/// The statement gives one more, which tells whether there are earlier ones.
constexpr std::int64_t messages_of_a_page = 200;
constexpr int events_of_a_page = 1000;

/// Newest first from the database, given oldest first by time: a scheduled message stands where it was sent.
void read_messages(db::Reader& reader, const Context& context, std::optional<MessageId> before, Ticket& ticket) {
    db::Query query(sql::list_messages, ticket.id, before ? before->value : INT64_MAX);
    if (!context.is_agent() && !context.is_system()) query.add(sql::public_messages, context.now());
    auto lines = reader.list<MessageLine>(query);
    ticket.earlier_messages = lines.size() > static_cast<std::size_t>(messages_of_a_page);
    if (ticket.earlier_messages) lines.pop_back();
    std::ranges::reverse(lines);
    ticket.messages.reserve(lines.size());
    for (auto& line : lines) {
        bool looked_through = line.clean_by == html::secret_rules;
        auto& message = ticket.messages.emplace_back(message_of(std::move(line)));
        if (context.is_agent() && !looked_through) mask_secrets(message);
    }
}

void read_attachments(db::Reader& reader, TicketId id, std::vector<Message>& messages) {
    if (messages.empty()) return;
    for (auto& line : reader.list<AttachmentLine>(sql::list_attachments_of_ticket, id, messages.front().id, messages.back().id)) {
        auto owner = std::ranges::lower_bound(messages, line.message_id.value_or(MessageId{}), {}, &Message::id);
        if (owner != messages.end() && owner->id == line.message_id && owner->state != MessageState::undone)
            owner->attachments.push_back(attachment_of(std::move(line)));
    }
}

void read_events(db::Reader& reader, TicketId id, Ticket& ticket) {
    auto lines = trail::read_history(reader, stream_of(id), events_of_a_page);
    ticket.events.reserve(lines.size());
    for (auto& line : lines) ticket.events.push_back(event_of(std::move(line)));
}

/// What the host keeps to itself.
void hide_from_contact(Ticket& ticket) {
    ticket.tags.clear();
    ticket.cc.clear();
    ticket.followers.clear();
    ticket.links.clear();
    ticket.merged.clear();
    ticket.custom_fields.text = "{}";
    ticket.snoozed_until.reset();
    ticket.last_message = {};
    ticket.message_count = std::ssize(ticket.messages);
}

}  // namespace

Event event_of(trail::HistoryLine line) {
    Event event{line.stream_sequence, line.at, {line.actor_kind, line.actor_id, std::move(line.actor_name), {}}, std::move(line.type), {}};
    event.payload.text = line.payload.empty() ? "{}" : std::move(line.payload);
    return event;
}

Ticket get_ticket(db::Reader& reader, const Context& context, TicketId id, std::optional<MessageId> before) {
    auto line = find_line(reader, context, id);
    if (!line) throw_ticket_not_found(id);
    Ticket ticket;
    ticket.read_up_to = line->read_up_to;
    bool has_attachments = line->attachment_count > 0;
    static_cast<TicketDetails&>(ticket) = details_of(reader, reader_of(context), std::move(*line));
    read_messages(reader, context, before, ticket);
    if (has_attachments) read_attachments(reader, id, ticket.messages);
    std::ranges::stable_sort(ticket.messages, {}, &Message::created_at);
    if (context.is_agent() || context.is_system()) {
        read_events(reader, id, ticket);
        if (context.is_agent()) ticket.draft = find_draft(reader, context, id);
    } else {
        hide_from_contact(ticket);
    }
    ticket.position = to_string(trail::position_of(reader));
    return ticket;
}

std::optional<Message> find_message(db::Reader& reader, MessageId id) {
    auto line = reader.find<MessageLine>(sql::find_message, id);
    if (!line) return std::nullopt;
    auto message = message_of(std::move(*line));
    for (auto& attachment : reader.list<AttachmentLine>(sql::list_attachments_of_message, id))
        message.attachments.push_back(attachment_of(std::move(attachment)));
    return message;
}

}  // namespace goodhost::tickets
