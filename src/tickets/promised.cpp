#include "tickets/promised.hpp"

#include "tickets/flow.hpp"
#include "tickets/queries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

/// With the promise that is due next; nothing when the ticket is gone.
std::optional<TicketRecord> find_promised(db::Reader& reader, TicketId id, const std::optional<NextPromise>& promise) {
    auto ticket = reader.find<TicketRecord>(sql::find_record, id);
    if (!ticket) return std::nullopt;
    ticket->promise_kind.reset();
    ticket->promise_due_at.reset();
    if (promise) ticket->promise_kind = promise->kind, ticket->promise_due_at = promise->due_at;
    return ticket;
}

}  // namespace

void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise) {
    if (auto ticket = find_promised(tx, id, promise))
        tx.execute(sql::set_promise, id, ticket->promise_kind, ticket->promise_due_at, owed_at(*ticket));
}

void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise, const PromiseMarks& marks) {
    if (auto ticket = find_promised(tx, id, promise))
        tx.execute(sql::set_promise_and_marks, id, ticket->promise_kind, ticket->promise_due_at, owed_at(*ticket), marks.half_at,
                   marks.most_at, marks.late_at);
}

void set_promise_marks(db::Tx& tx, TicketId id, const PromiseMarks& marks) {
    tx.execute(sql::set_promise_marks, id, marks.half_at, marks.most_at, marks.late_at);
}

}  // namespace goodhost::tickets
