#include <algorithm>

#include "email/incoming.hpp"
#include "email/outbox.hpp"
#include "email/queries.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/forward.hpp"
#include "platform/services.hpp"
#include "tickets/channels.hpp"

/// How a mail becomes a word on a ticket, and whose.
namespace goodhost::email {

namespace {

constexpr std::size_t longest_subject = 250;
constexpr std::size_t most_copies = 20;

void put_address(std::string& html, const std::string& pending, const std::string& address) {
    for (auto at = html.find(pending); at != std::string::npos; at = html.find(pending, at + address.size()))
        html.replace(at, pending.size(), address);
}

/// Makes the rows, in the name of the sender, and puts their addresses into the body.
std::vector<tickets::AttachmentId> attach(db::Tx& tx, const Context& acting, const Incoming& incoming, tickets::Body& body) {
    std::vector<tickets::AttachmentId> ids;
    for (std::size_t i = 0; i < incoming.files.size(); ++i) {
        auto row = tickets::store_attachment(tx, acting, incoming.files[i]);
        ids.push_back(row.id);
        put_address(body.html, pending_address(i), row.url);
        if (body.quoted_html) put_address(*body.quoted_html, pending_address(i), row.url);
    }
    return ids;
}

/// Who may speak on a ticket by mail, being in copy or let in by a person, need not be one who sees it in the portal.
Context speaking_on(const Context& acting, tickets::TicketId id) {
    auto access = std::make_shared<Access>(*acting.access);
    access->signed_stream = tickets::stream_of(id);
    Context confined = acting;
    confined.access = std::move(access);
    return confined;
}

std::optional<std::string> source_of(const Incoming& incoming) {
    return incoming.message.message_id.empty() ? std::nullopt : std::optional(incoming.message.message_id);
}

/// Whom the sender wrote to besides us; agents and machines are nobody's copy.
std::vector<tickets::EmailAddress> copies_of(db::Reader& reader, const Incoming& incoming) {
    std::vector<tickets::EmailAddress> copies;
    for (auto* people : {&incoming.message.to, &incoming.message.cc}) {
        for (auto& person : *people) {
            auto address = accounts::normal_email(person.address);
            if (!address || *address == incoming.from_address || copies.size() >= most_copies) continue;
            if (std::ranges::find(copies, *address, &tickets::EmailAddress::email) != copies.end()) continue;
            bool ours = reader.get<std::int64_t>(sql::is_own_address, without_tag(*address)) > 0 ||
                        reader.get<std::int64_t>(sql::is_brand_sender, *address) > 0;
            if (ours || mail::is_machine_address(*address) || accounts::find_agent_by_email(reader, *address)) continue;
            copies.push_back({*address, std::string(mail::cut_utf8(person.name, 200))});
        }
    }
    return copies;
}

Delivery delivery_of(Outcome outcome, tickets::TicketId ticket, std::optional<tickets::MessageId> message) {
    return Delivery{{}, outcome, std::nullopt, ticket, message};
}

tickets::NewMessage message_of(const Incoming& incoming, tickets::Body body, std::vector<tickets::AttachmentId> attachments) {
    return {.body = std::move(body),
            .channel = tickets::Channel::email,
            .attachments = std::move(attachments),
            .source_id = source_of(incoming),
            .raw_sha256 = incoming.raw_sha256};
}

tickets::NewTicket ticket_of(const Context& context, const Arrival& arrival, const accounts::ContactRow& contact, std::string subject) {
    tickets::NewTicket input{.brand = arrival.mailbox.brand_id,
                             .contact = contact.id,
                             .subject = std::string(mail::cut_utf8(subject, longest_subject)),
                             .channel = tickets::Channel::email};
    if (input.subject.find_first_not_of(" \t") == std::string::npos)
        input.subject = context.services.catalogue.text(contact.locale, "email.no_subject");
    if (arrival.mailbox.category) input.category = *arrival.mailbox.category;
    input.team = arrival.mailbox.team_id;
    input.source_id = source_of(arrival.incoming);
    input.raw_sha256 = arrival.incoming.raw_sha256;
    return input;
}

tickets::Body words_for(const Context& context, tickets::Body body, const std::string& locale) {
    if (body.empty()) body.text = context.services.catalogue.text(locale, "email.empty_message"), body.html = html::text_to_html(body.text);
    return body;
}

tickets::Body body_of_text(const std::string& text) {
    tickets::Body body;
    body.text = text;
    body.html = html::text_to_html(text);
    return body;
}

/// The customer waits since the mail came, not since a person let it in.
void count_the_time_held(db::Tx& tx, const Context& context, const Arrival& arrival, tickets::TicketId ticket) {
    if (arrival.held_since) tickets::owe_since(tx, context, ticket, *arrival.held_since);
}

Delivery contact_speaks(db::Tx& tx, const Context& context, const Arrival& arrival, Trust trust) {
    auto& incoming = arrival.incoming;
    auto contact = accounts::find_or_create_contact(tx, context, incoming.from_address, incoming.from_name);
    auto acting = accounts::acting_as_contact(context, contact);
    auto body = words_for(context, incoming.body, contact.locale);
    auto attachments = attach(tx, acting, incoming, body);
    auto copies = copies_of(tx, incoming);
    if (!arrival.ticket) {
        auto input = ticket_of(context, arrival, contact, incoming.message.subject);
        input.body = std::move(body);
        input.attachments = attachments;
        input.cc = copies;
        auto opened = tickets::open_ticket(tx, acting, input);
        count_the_time_held(tx, context, arrival, opened.id);
        return delivery_of(Outcome::created, opened.id, opened.messages.front().id);
    }
    auto said = tickets::add_message(tx, speaking_on(acting, arrival.ticket->id), arrival.ticket->id,
                                     message_of(incoming, std::move(body), attachments));
    count_the_time_held(tx, context, arrival, said.ticket_id);
    // Once let in by a person, somebody stays in.
    if (trust == Trust::vouched && !may_speak(tx, *arrival.ticket, incoming.from_address))
        copies.push_back({incoming.from_address, incoming.from_name});
    auto room = most_copies - std::min(most_copies, arrival.ticket->cc.size());
    if (copies.size() > room) copies.erase(copies.begin(), copies.end() - static_cast<std::ptrdiff_t>(room));
    if (!copies.empty()) tickets::copy_in(tx, context, said.ticket_id, copies);
    return delivery_of(Outcome::continued, said.ticket_id, said.id);
}

/// The agent whose mail it is, if it comes from there and the agent may do by mail what it would do.
std::optional<Context> agent_of(db::Reader& reader, const Context& context, const Arrival& arrival, Trust trust) {
    bool believed = trust == Trust::vouched || arrival.incoming.proof.authenticity == Authenticity::proven;
    auto agent = believed ? accounts::find_agent_by_email(reader, arrival.incoming.from_address) : std::nullopt;
    if (!agent || !agent->active) return std::nullopt;
    auto acting = accounts::acting_as_agent(reader, context, agent->id);
    auto needed = arrival.ticket ? tickets::may_reply : tickets::may_create;
    return acting.sees_brand(context.brand) && acting.may(needed) ? std::optional(acting) : std::nullopt;
}

/// What colleagues said to each other stays between them.
bool answers_note(db::Reader& reader, const Incoming& incoming) {
    auto& ids = incoming.message.in_reply_to;
    return std::ranges::any_of(ids, [&](auto& id) { return reader.get<std::int64_t>(sql::is_outbox_kind, id, note_notification) > 0; });
}

Delivery agent_answers(db::Tx& tx, const Context& context, const Context& agent, const Arrival& arrival) {
    auto body = words_for(context, arrival.incoming.body, agent.locale);
    auto attachments = attach(tx, agent, arrival.incoming, body);
    auto message = message_of(arrival.incoming, std::move(body), attachments);
    if (answers_note(tx, arrival.incoming)) message.kind = tickets::MessageKind::note;
    auto said = tickets::add_message(tx, agent, arrival.ticket->id, message);
    return delivery_of(Outcome::continued, said.ticket_id, said.id);
}

/// What the agent wrote above is for colleagues.
Delivery agent_forwards(db::Tx& tx, const Context& context, const Context& agent, const Arrival& arrival, const mail::Forward& forward) {
    auto contact = accounts::find_or_create_contact(tx, context, *accounts::normal_email(forward.from.address), forward.from.name);
    auto acting = accounts::acting_as_contact(context, contact);
    auto body = words_for(context, body_of_text(forward.text), contact.locale);
    auto input = ticket_of(context, arrival, contact, forward.subject);
    input.attachments = attach(tx, acting, arrival.incoming, body);
    input.body = std::move(body);
    auto opened = tickets::open_ticket(tx, acting, input);
    count_the_time_held(tx, context, arrival, opened.id);
    if (!forward.before.empty() && agent.may(tickets::may_note)) {
        tickets::NewMessage note{
            .kind = tickets::MessageKind::note, .body = body_of_text(forward.before), .channel = tickets::Channel::email};
        tickets::add_message(tx, agent, opened.id, note);
    }
    return delivery_of(Outcome::created, opened.id, opened.messages.front().id);
}

}  // namespace

Delivery put_on_ticket(db::Tx& tx, const Context& context, const Arrival& arrival, Trust trust) {
    auto agent = agent_of(tx, context, arrival, trust);
    if (agent && arrival.ticket) return agent_answers(tx, context, *agent, arrival);
    auto forward = agent ? mail::read_forward(arrival.incoming.message) : std::nullopt;
    if (forward && accounts::normal_email(forward->from.address)) return agent_forwards(tx, context, *agent, arrival, *forward);
    return contact_speaks(tx, context, arrival, trust);
}

}  // namespace goodhost::email
