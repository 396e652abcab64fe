#pragma once
#include "platform/db/db.hpp"
#include "tickets/record.hpp"

namespace goodhost::tickets {

/// What of a ticket decides who may see it.
struct Visibility {
    TicketId id;
    BrandId brand_id;
    accounts::ContactId contact_id;
    std::optional<accounts::CustomerId> customer_id;
};
/// Agents see their brands' tickets; contacts their own and, when they see it, their company's; who came by a signed link that
/// one ticket.
bool may_see(const Context& context, const Visibility& ticket);

/// The only door to a ticket's row. Missing and not yours look the same: Problem not_found `tickets.not_found`.
TicketRecord access_ticket(db::Reader& reader, const Context& context, TicketId id);
/// The ticket that now has the messages of `id`: itself, or what it was merged into.
TicketRecord access_merged_ticket(db::Reader& reader, const Context& context, TicketId id);
[[noreturn]] void throw_ticket_not_found(TicketId id);

/// The context with the ticket's brand, under which its entries are written.
Context in_brand_of(const Context& context, BrandId brand);

}  // namespace goodhost::tickets
