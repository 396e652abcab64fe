#include "tickets/create.hpp"
#include "hosting/hosting.hpp"
#include "tickets/access.hpp"
#include "tickets/categories.hpp"
#include "tickets/queries.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

namespace {

/// What the input names, looked up once for the check and for the answer.
struct Lookups {
    AssignmentNames assignment;
    std::optional<hosting::ServiceRow> service;
    std::optional<std::string> customer_name;
    std::optional<accounts::CustomerId> customer_id;
    std::vector<std::string> tags;
};

void check_service(const NewTicket& input, const accounts::ContactRow& contact, Lookups& found, FieldProblems& problems) {
    auto& service = *found.service;
    bool of_contact = service.brand_id == input.brand && (!contact.customer_id || *contact.customer_id == service.customer_id);
    if (!of_contact) problems.add("service_id", "unknown_value");
    if (!found.customer_id) found.customer_id = service.customer_id;
}

Lookups look_up(db::Reader& reader, const Context& context, const NewTicket& input, const accounts::ContactRow& contact) {
    FieldProblems problems;
    Lookups found;
    if (!context.sees_brand(input.brand)) problems.add("brand_id", "unknown_value");
    if (contact.brand_id != input.brand) problems.add("contact_id", "unknown_value");
    if (input.subject.empty()) problems.add("subject", "required");
    if (input.body.empty() && input.attachments.empty()) problems.add("body_text", "required");
    if (!category_exists(reader, input.category)) problems.add("category", "unknown_value");
    found.customer_id = contact.customer_id;
    if (input.service) {
        found.service = hosting::find_service(reader, *input.service);
        if (found.service)
            check_service(input, contact, found, problems);
        else
            problems.add("service_id", "unknown_value");
    }
    found.assignment = check_assignment(reader, {input.assignee, input.team}, problems);
    found.tags = normal_tags(input.tags, problems);
    problems.throw_if_any();
    if (found.customer_id) found.customer_name = reader.find<std::string>(sql::find_customer_name, *found.customer_id);
    return found;
}

TicketRecord record_of(const Context& context, const NewTicket& input, const accounts::ContactRow& contact, const Lookups& found) {
    TicketRecord ticket;
    ticket.brand_id = input.brand;
    ticket.subject = input.subject;
    ticket.category = input.category;
    ticket.severity = input.severity;
    ticket.channel = input.channel;
    ticket.contact_id = contact.id;
    ticket.customer_id = found.customer_id;
    ticket.service_id = input.service;
    ticket.assignee_id = input.assignee;
    ticket.team_id = input.team;
    ticket.tags = found.tags;
    ticket.cc = input.cc;
    ticket.custom_fields.text = input.custom_fields;
    ticket.created_at = ticket.updated_at = ticket.last_message_at = context.now();
    if (!input.automatic) ticket.unanswered_since = ticket.created_at;
    ticket.last_message_snippet = snippet_of(input.body.text);
    ticket.message_count = 1;
    ticket.attachment_count = std::ssize(input.attachments);
    return ticket;
}

/// What a new ticket is made of.
struct Opening {
    const accounts::ContactRow& contact;
    Lookups found;
    TicketRecord ticket;
};

Message store_first_message(db::Tx& tx, const Context& context, const NewTicket& input, const Opening& opening) {
    auto& [contact, found, ticket] = opening;
    MessageToStore message;
    message.ticket_id = message.home_ticket_id = ticket.id;
    message.by = {ActorKind::contact, contact.id.value, contact.name, contact.email};
    message.channel = input.channel;
    message.automatic = input.automatic;
    message.body = &input.body;
    message.created_at = ticket.created_at;
    message.source_id = input.source_id;
    message.raw_sha256 = input.raw_sha256;
    return store_message(tx, context, std::move(message), input.attachments);
}

entries::Created entry_of(const NewTicket& input, const TicketRecord& ticket, const Message& message) {
    entries::Created entry;
    entry.ticket_id = ticket.id;
    entry.message_id = message.id;
    entry.contact_id = ticket.contact_id;
    entry.customer_id = ticket.customer_id;
    entry.service_id = ticket.service_id;
    entry.subject = ticket.subject;
    entry.category = ticket.category;
    entry.severity = ticket.severity;
    entry.channel = ticket.channel;
    entry.assignee_id = ticket.assignee_id;
    entry.team_id = ticket.team_id;
    entry.tags = ticket.tags;
    entry.text_sha256 = text_hash(input.body);
    entry.automatic = input.automatic;
    entry.follow_up_of = input.follow_up_of;
    return entry;
}

/// The answer, made of what was written: nothing is read back on the writer.
Ticket answer_of(const Context& context, Opening opening, Message message) {
    auto& [contact, found, ticket] = opening;
    Ticket answer;
    answer.id = answer.number = ticket.id;
    answer.brand_id = ticket.brand_id;
    answer.subject = ticket.subject;
    answer.category = ticket.category;
    answer.severity = ticket.severity;
    answer.status = ticket.status;
    answer.channel = ticket.channel;
    answer.contact = {contact.id.value, contact.name, contact.email};
    if (ticket.customer_id) answer.customer = Named{ticket.customer_id->value, std::move(found.customer_name).value_or("")};
    if (found.service) answer.service = NamedService{found.service->id.value, found.service->product_name, found.service->primary_domain};
    answer.assignee = std::move(found.assignment.assignee);
    answer.team = std::move(found.assignment.team);
    answer.tags = ticket.tags;
    answer.last_message = {ticket.last_message_at, ticket.last_message_by, ticket.last_message_snippet};
    answer.message_count = ticket.message_count;
    answer.unread = context.is_agent();
    answer.unanswered_since = ticket.unanswered_since;
    answer.created_at = answer.updated_at = ticket.created_at;
    answer.attachments = ticket.attachment_count > 0;
    answer.custom_fields = ticket.custom_fields;
    answer.cc = ticket.cc;
    answer.messages.push_back(std::move(message));
    return answer;
}

}  // namespace

Ticket open_ticket_of(db::Tx& tx, const Context& context, const NewTicket& input, const accounts::ContactRow& contact) {
    auto found = look_up(tx, context, input, contact);
    Opening opening{contact, found, record_of(context, input, contact, found)};
    auto& ticket = opening.ticket;
    insert_ticket(tx, ticket);
    auto message = store_first_message(tx, context, input, opening);
    if (input.follow_up_of) tx.execute(sql::insert_link, ticket.id, *input.follow_up_of, LinkKind::follow_up);
    record(tx, context, ticket, Fact{entries::created, entry_of(input, ticket, message)});
    return answer_of(context, std::move(opening), std::move(message));
}

Ticket open_ticket(db::Tx& tx, const Context& context, const NewTicket& input) {
    auto contact = accounts::find_contact(tx, input.contact);
    if (!contact)
        throw Problem(ProblemKind::invalid, "platform.invalid_input", std::vector<FieldProblem>{{"contact_id", "unknown_value", {}}});
    return open_ticket_of(tx, context, input, *contact);
}

}  // namespace goodhost::tickets
