#include "tickets/access.hpp"

#include "tickets/queries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

bool may_see(const Context& context, const Visibility& ticket) {
    if (context.is_system()) return true;
    if (!context.access) return false;
    if (!context.access->signed_stream.empty()) return context.access->signed_stream == stream_of(ticket.id);
    if (context.is_agent()) return context.sees_brand(ticket.brand_id);
    if (!context.is_contact()) return false;
    if (ticket.contact_id.value == context.actor.id) return true;
    return context.access->sees_company && context.access->customer != 0 && ticket.customer_id &&
           ticket.customer_id->value == context.access->customer;
}

void throw_ticket_not_found(TicketId id) {
    throw Problem(ProblemKind::not_found, "tickets.not_found", "ticket " + std::to_string(id.value));
}

TicketRecord access_ticket(db::Reader& reader, const Context& context, TicketId id) {
    auto ticket = reader.find<TicketRecord>(sql::find_record, id);
    if (!ticket || !may_see(context, {ticket->id, ticket->brand_id, ticket->contact_id, ticket->customer_id})) throw_ticket_not_found(id);
    return std::move(*ticket);
}

TicketRecord access_merged_ticket(db::Reader& reader, const Context& context, TicketId id) {
    auto ticket = access_ticket(reader, context, id);
    // What was merged is followed for who may see the one; the one it leads to has the same problem.
    while (ticket.merged_into) {
        auto next = reader.find<TicketRecord>(sql::find_record, *ticket.merged_into);
        if (!next) throw_ticket_not_found(id);
        ticket = std::move(*next);
    }
    return ticket;
}

Context in_brand_of(const Context& context, BrandId brand) {
    Context other = context;
    other.brand = brand;
    return other;
}

}  // namespace goodhost::tickets
