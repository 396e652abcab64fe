#include <algorithm>

#include "tickets/access.hpp"
#include "tickets/queries.hpp"
#include "tickets/relations.hpp"
#include "tickets/rows.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

namespace {

/// The messages to move, oldest first; at least one public word of theirs must go and one message must stay.
std::vector<Message> chosen_messages(db::Reader& reader, const TicketRecord& ticket, const SplitInput& input) {
    FieldProblems problems;
    std::vector<Message> messages;
    for (std::size_t i = 0; i < input.message_ids.size(); ++i) {
        auto message = find_message(reader, input.message_ids[i]);
        bool good = message && message->ticket_id == ticket.id && message->state == MessageState::sent;
        if (good)
            messages.push_back(std::move(*message));
        else
            problems.add("message_ids[" + std::to_string(i) + "]", "unknown_value");
    }
    if (problems.empty() && messages.empty()) problems.add("message_ids", "required");
    if (problems.empty() && std::ssize(messages) >= ticket.message_count) problems.add("message_ids", "tickets.split_leaves_nothing");
    problems.throw_if_any();
    std::ranges::sort(messages, {}, &Message::created_at);
    return messages;
}

/// A ticket like the one that it comes from, with what was split off as its beginning.
TicketRecord part_of(const Context& context, const TicketRecord& ticket, const SplitInput& input, const std::vector<Message>& messages) {
    TicketRecord part = ticket;
    part.subject = input.subject;
    part.status = part.assignee_id ? Status::open : Status::new_;
    part.reason.clear();
    part.next_report_at.reset();
    part.snoozed_until.reset();
    part.resolved_at.reset();
    part.first_replied_at.reset();
    part.reopened_count = 0;
    part.created_at = part.updated_at = context.now();
    part.unanswered_since.reset();
    for (auto& message : messages) {
        bool of_customer = message.by.kind == ActorKind::contact && !message.automatic;
        if (of_customer && !part.unanswered_since) part.unanswered_since = message.created_at;
        if (message.by.kind == ActorKind::agent && message.kind != MessageKind::note) part.unanswered_since.reset();
    }
    part.last_message_at = messages.back().created_at;
    part.last_message_by = messages.back().by.kind;
    part.last_message_snippet = snippet_of(messages.back().body_text);
    part.message_count = std::ssize(messages);
    part.attachment_count = 0;
    for (auto& message : messages) part.attachment_count += std::ssize(message.attachments);
    return part;
}

entries::Created entry_of(const TicketRecord& part, const TicketRecord& ticket, const Message& first) {
    entries::Created entry;
    entry.ticket_id = part.id;
    entry.message_id = first.id;
    entry.contact_id = part.contact_id;
    entry.customer_id = part.customer_id;
    entry.service_id = part.service_id;
    entry.subject = part.subject;
    entry.category = part.category;
    entry.severity = part.severity;
    entry.channel = part.channel;
    entry.assignee_id = part.assignee_id;
    entry.team_id = part.team_id;
    entry.tags = part.tags;
    Body body;
    body.text = first.body_text;
    entry.text_sha256 = text_hash(body);
    entry.by = first.by.kind;
    entry.split_from = ticket.id;
    return entry;
}

}  // namespace

Ticket split_ticket(db::Tx& tx, const Context& context, const SplitInput& input) {
    Change change(access_ticket(tx, context, input.ticket_id));
    auto& ticket = change.ticket;
    if (ticket.merged_into) throw Problem(ProblemKind::conflict, "tickets.is_merged");
    auto messages = chosen_messages(tx, ticket, input);
    auto part = part_of(context, ticket, input, messages);
    insert_ticket(tx, part);
    entries::Split entry{ticket.id, part.id, {}};
    for (auto& message : messages) {
        tx.execute(sql::move_message, message.id, part.id);
        entry.message_ids.push_back(message.id);
    }
    recount(tx, ticket);
    ticket.updated_at = context.now();
    save_flow(tx, context, change);
    tx.execute(sql::insert_link, part.id, ticket.id, LinkKind::related);
    record(tx, context, part, Fact{entries::created, entry_of(part, ticket, messages.front())});
    record(tx, context, part, Fact{entries::split, entry});
    record(tx, context, ticket, Fact{entries::split, entry});
    return get_ticket(tx, context, part.id);
}

}  // namespace goodhost::tickets
