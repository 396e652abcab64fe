#include "tickets/promised.hpp"

#include "tickets/flow.hpp"
#include "tickets/queries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise) {
    auto ticket = tx.find<TicketRecord>(sql::find_record, id);
    if (!ticket) return;
    ticket->promise_kind.reset();
    ticket->promise_due_at.reset();
    if (promise) ticket->promise_kind = promise->kind, ticket->promise_due_at = promise->due_at;
    tx.execute(sql::set_promise, id, ticket->promise_kind, ticket->promise_due_at, owed_at(*ticket));
}

void set_promise_marks(db::Tx& tx, TicketId id, const PromiseMarks& marks) {
    tx.execute(sql::set_promise_marks, id, marks.half_at, marks.most_at, marks.late_at);
}

}  // namespace goodhost::tickets
