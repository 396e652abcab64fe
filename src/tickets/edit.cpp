#include "tickets/edit.hpp"

#include "tickets/access.hpp"
#include "tickets/categories.hpp"
#include "tickets/custom_fields.hpp"
#include "tickets/queries.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

namespace {

template <class T>
void note_change(entries::Edited& entry, const std::string& field, const T& before, const T& after) {
    entry.changes[field] = {RawJson{json::to_json(before)}, RawJson{json::to_json(after)}};
}

void check_contact_and_service(db::Reader& reader, TicketRecord& ticket, const EditInput& input, FieldProblems& problems) {
    if (input.contact_id.value) {
        auto contact = accounts::find_contact(reader, *input.contact_id.value);
        bool good = contact && contact->brand_id == ticket.brand_id;
        if (!good)
            problems.add("contact_id", "unknown_value");
        else
            ticket.contact_id = contact->id, ticket.customer_id = contact->customer_id;
    }
    if (input.service_id.value) {
        auto service = hosting::find_service(reader, *input.service_id.value);
        bool good = service && service->brand_id == ticket.brand_id && (!ticket.customer_id || *ticket.customer_id == service->customer_id);
        if (!good)
            problems.add("service_id", "unknown_value");
        else if (!ticket.customer_id)
            ticket.customer_id = service->customer_id;
    }
    input.service_id.apply_to(ticket.service_id);
}

/// What was critical for somebody is not calmed without a word; programs that weigh facts never do it.
void check_severity(const Context& context, const TicketRecord& before, const EditInput& input, FieldProblems& problems) {
    bool calmed = input.severity.value && before.severity == Severity::critical && *input.severity.value != Severity::critical;
    auto reason = input.severity_reason.value.value_or("");
    bool said = reason.find_first_not_of(" \t\r\n") != std::string::npos;
    if (calmed && !said && context.is_agent()) problems.add("severity_reason", "required");
}

TicketRecord edited(db::Reader& reader, const Context& context, const TicketRecord& before, const EditInput& input) {
    FieldProblems problems;
    check_severity(context, before, input, problems);
    auto ticket = before;
    if (input.subject.present && input.subject.value.value_or("").empty())
        problems.add("subject", "required");
    else
        input.subject.apply_to(ticket.subject);
    if (input.category.value && !category_exists(reader, *input.category.value))
        problems.add("category", "unknown_value");
    else if (input.category.value)
        ticket.category = *input.category.value;
    if (input.severity.value) ticket.severity = *input.severity.value;
    check_contact_and_service(reader, ticket, input, problems);
    if (input.custom_fields.value)
        ticket.custom_fields.text =
            merged_fields(reader, ticket.brand_id, {before.custom_fields.text, input.custom_fields.value->text}, problems);
    problems.throw_if_any();
    return ticket;
}

entries::Edited entry_of(const TicketRecord& before, const TicketRecord& ticket) {
    entries::Edited entry{ticket.id, {}};
    if (before.subject != ticket.subject) note_change(entry, "subject", before.subject, ticket.subject);
    if (before.category != ticket.category) note_change(entry, "category", before.category, ticket.category);
    if (before.service_id != ticket.service_id) note_change(entry, "service_id", before.service_id, ticket.service_id);
    if (before.contact_id != ticket.contact_id) note_change(entry, "contact_id", before.contact_id, ticket.contact_id);
    if (before.custom_fields != ticket.custom_fields) note_change(entry, "custom_fields", before.custom_fields, ticket.custom_fields);
    return entry;
}

}  // namespace

TicketDetails edit_ticket(db::Tx& tx, const Context& context, const EditInput& input) {
    auto before = access_ticket(tx, context, input.ticket_id);
    auto ticket = edited(tx, context, before, input);
    ticket.updated_at = context.now();
    auto entry = entry_of(before, ticket);
    bool new_severity = before.severity != ticket.severity;
    if (!entry.changes.empty() || new_severity)
        tx.execute(sql::save_fields, ticket.id, ticket.subject, ticket.category, ticket.severity, ticket.service_id, ticket.contact_id,
                   ticket.customer_id, ticket.custom_fields, ticket.updated_at, owed_at(ticket));
    if (!entry.changes.empty()) record(tx, context, ticket, Fact{entries::edited, entry});
    if (new_severity)
        record(tx, context, ticket,
               Fact{entries::severity_changed,
                    entries::SeverityChanged{ticket.id, before.severity, ticket.severity, input.severity_reason.value.value_or("")}});
    return details_after(tx, context, ticket.id);
}

TicketDetails assign_ticket(db::Tx& tx, const Context& context, const AssignmentInput& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    auto before = ticket;
    input.assignee_id.apply_to(ticket.assignee_id);
    input.team_id.apply_to(ticket.team_id);
    FieldProblems problems;
    check_assignment(tx, {input.assignee_id.value, input.team_id.value}, problems);
    problems.throw_if_any();
    bool same = before.assignee_id == ticket.assignee_id && before.team_id == ticket.team_id;
    if (!same) {
        ticket.updated_at = context.now();
        tx.execute(sql::assign, ticket.id, ticket.assignee_id, ticket.team_id, ticket.updated_at, owed_at(ticket));
        record(
            tx, context, ticket,
            Fact{entries::assigned, entries::Assigned{ticket.id, before.assignee_id, ticket.assignee_id, before.team_id, ticket.team_id}});
    }
    return details_after(tx, context, ticket.id);
}

}  // namespace goodhost::tickets
