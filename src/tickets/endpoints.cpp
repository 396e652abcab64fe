#include "tickets/endpoints.hpp"

#include <algorithm>

#include "tickets/access.hpp"
#include "tickets/create.hpp"
#include "tickets/custom_fields.hpp"
#include "tickets/edit.hpp"
#include "tickets/filter.hpp"
#include "tickets/macros.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/secrets.hpp"

namespace goodhost::tickets {

namespace {

[[noreturn]] void throw_field(std::string field, std::string code) {
    throw Problem(ProblemKind::invalid, "platform.invalid_input", std::vector<FieldProblem>{{std::move(field), std::move(code), {}}});
}

Channel channel_of(const Context& context, const CreateInput& input) {
    if (input.channel) return *input.channel;
    return context.access && context.access->token ? Channel::api : Channel::phone;
}

accounts::ContactRow contact_of(db::Tx& tx, const Context& context, const PreparedTicket& prepared) {
    if (prepared.ticket.contact) {
        auto contact = accounts::find_contact(tx, prepared.ticket.contact);
        if (!contact || !context.sees_brand(contact->brand_id)) throw_field("contact_id", "unknown_value");
        return *contact;
    }
    if (!context.sees_brand(prepared.ticket.brand)) throw_field("brand_id", "unknown_value");
    auto& contact = *prepared.contact;
    return accounts::find_or_create_contact(tx, in_brand_of(context, prepared.ticket.brand), contact.email, contact.name.value_or(""));
}

}  // namespace

PreparedTicket prepare_ticket(const Context& context, const CreateInput& input) {
    FieldProblems problems;
    PreparedTicket prepared;
    auto& ticket = prepared.ticket;
    ticket.brand = input.brand_id.value_or(context.brand);
    ticket.subject = input.subject;
    ticket.body = make_body(input.body_html, input.body_text);
    ticket.channel = channel_of(context, input);
    ticket.category = input.category.value_or("question");
    ticket.severity = input.severity.value_or(Severity::normal);
    ticket.service = input.service_id;
    ticket.assignee = input.assignee_id;
    ticket.team = input.team_id;
    ticket.tags = input.tags;
    ticket.cc = normal_cc(input.cc, "cc", problems);
    ticket.attachments = input.attachment_ids;
    if (input.custom_fields) ticket.custom_fields = input.custom_fields->text;
    if (input.contact_id)
        ticket.contact = *input.contact_id;
    else if (!input.contact)
        problems.add("contact", "required");
    else if (auto email = accounts::normal_email(input.contact->email))
        prepared.contact = ContactInput{*email, input.contact->name};
    else
        problems.add("contact.email", "tickets.bad_address");
    if (ticket.body.empty() && ticket.attachments.empty()) problems.add("body_text", "required");
    problems.throw_if_any();
    return prepared;
}

Ticket create_ticket(db::Tx& tx, const Context& context, const PreparedTicket& prepared) {
    auto contact = contact_of(tx, context, prepared);
    auto ticket = prepared.ticket;
    if (ticket.contact) ticket.brand = contact.brand_id;
    ticket.contact = contact.id;
    if (ticket.custom_fields != "{}") {
        FieldProblems problems;
        ticket.custom_fields = merged_fields(tx, ticket.brand, {"{}", ticket.custom_fields}, problems);
        problems.throw_if_any();
    }
    return open_ticket_of(tx, context, ticket, contact);
}

PreparedMessage prepare_message(const Context&, const MessageInput& input) {
    FieldProblems problems;
    PreparedMessage prepared{input.ticket_id, {}, input.macro_id};
    auto& message = prepared.message;
    message.kind = input.kind == Word::note ? MessageKind::note : input.kind == Word::report ? MessageKind::report : MessageKind::message;
    message.body = make_body(input.body_html, input.body_text);
    message.attachments = input.attachment_ids;
    message.mentions = input.mentions;
    if (input.cc) message.cc = normal_cc(*input.cc, "cc", problems);
    message.status_after = input.status_after;
    message.next_report_at = input.next_report_at;
    message.reason = input.reason;
    message.send_at = input.send_at;
    message.expected_message_count = input.expected_message_count;
    problems.throw_if_any();
    if (message.kind != MessageKind::note && !input.confirm_secrets) check_no_secrets(message.body);
    return prepared;
}

Message post_message(db::Tx& tx, const Context& context, const PreparedMessage& prepared) {
    auto input = prepared.message;
    input.channel = context.access && context.access->token ? Channel::api : Channel::portal;
    auto message = add_message(tx, context, prepared.ticket_id, input);
    // After the words: a macro that resolves has the last say over a reply that would wait.
    if (prepared.macro_id) apply_macro(tx, context, message.ticket_id, *prepared.macro_id);
    tx.execute(sql::delete_draft, message.ticket_id, context.actor.id);
    mask_secrets(message);
    return message;
}

Ticket read_ticket(db::Reader& reader, const Context& context, const TicketInput& input) {
    return get_ticket(reader, context, input.ticket_id, input.before);
}

TicketSurroundings read_surroundings(db::Reader& reader, const Context& context, const TicketKey& input) {
    auto ticket = access_ticket(reader, context, input.ticket_id);
    TicketSurroundings around;
    if (auto contact = accounts::find_contact(reader, ticket.contact_id)) around.contact = std::move(*contact);
    constexpr std::size_t most_tickets = 10;
    db::Query query(sql::list_tickets, reader_of(context));
    add_brand_scope(query, context);
    query.add(sql::not_id, ticket.id);
    if (ticket.customer_id)
        query.add(sql::of_contact_or_customer, ticket.contact_id, *ticket.customer_id);
    else
        query.add(sql::of_contact, ticket.contact_id);
    add_page(query, {Sort::updated, most_tickets, ""});
    for (auto& line : ordered_lines(reader, query, Sort::updated)) around.tickets.push_back(row_of(reader_of(context), std::move(line)));
    if (around.tickets.size() > most_tickets) around.tickets.resize(most_tickets);
    if (!ticket.customer_id) return around;
    around.customer = Named{ticket.customer_id->value, reader.find<std::string>(sql::find_customer_name, *ticket.customer_id).value_or("")};
    around.services = hosting::services_of_customer(reader, *ticket.customer_id);
    around.sites = hosting::sites_of_customer(reader, *ticket.customer_id);
    for (auto& service : around.services) {
        bool known = !service.server_id || std::ranges::find(around.servers, *service.server_id, &ServerState::id) != around.servers.end();
        if (!known) around.servers.push_back({*service.server_id, service.server_name.value_or(""), service.server_status.value_or("")});
    }
    return around;
}

}  // namespace goodhost::tickets
