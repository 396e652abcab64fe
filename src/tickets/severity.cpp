#include "tickets/severity.hpp"

#include "tickets/access.hpp"
#include "tickets/flow.hpp"
#include "tickets/queries.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

void set_severity(db::Tx& tx, const Context& context, TicketId id, const NewSeverity& becomes) {
    auto ticket = tx.find<TicketRecord>(sql::find_record, id);
    if (!ticket || ticket->severity == becomes.severity) return;
    auto before = ticket->severity;
    ticket->severity = becomes.severity;
    ticket->updated_at = context.now();
    tx.execute(sql::save_fields, ticket->id, ticket->subject, ticket->category, ticket->severity, ticket->service_id, ticket->contact_id,
               ticket->customer_id, ticket->custom_fields, ticket->updated_at, owed_at(*ticket));
    record(tx, context, *ticket,
           Fact{entries::severity_changed, entries::SeverityChanged{ticket->id, before, ticket->severity, becomes.reason}});
}

}  // namespace goodhost::tickets
