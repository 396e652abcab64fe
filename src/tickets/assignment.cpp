#include "tickets/assignment.hpp"

#include "tickets/access.hpp"
#include "tickets/flow.hpp"
#include "tickets/queries.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

void set_assignee(db::Tx& tx, const Context& context, TicketId id, const std::optional<accounts::AgentId>& agent) {
    auto ticket = tx.find<TicketRecord>(sql::find_record, id);
    if (!ticket || ticket->assignee_id == agent) return;
    auto before = ticket->assignee_id;
    auto was_owed_at = owed_at(*ticket);
    ticket->assignee_id = agent;
    ticket->updated_at = context.now();
    if (owed_at(*ticket) == was_owed_at)
        tx.execute(sql::set_assignee_alone, ticket->id, ticket->assignee_id, ticket->updated_at);
    else
        tx.execute(sql::set_assignee, ticket->id, ticket->assignee_id, ticket->updated_at, owed_at(*ticket));
    record(tx, context, *ticket, Fact{entries::assigned, entries::Assigned{ticket->id, before, agent, ticket->team_id, ticket->team_id}});
}

}  // namespace goodhost::tickets
