#include "tickets/promised.hpp"

#include "tickets/flow.hpp"
#include "tickets/queries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

struct Owing {
    Severity severity = Severity::normal;
    std::optional<Instant> next_report_at;
    Instant updated_at{};
    std::optional<TicketId> merged_into;
    std::optional<Instant> unanswered_since;
    Instant owed_at{};
};
BOOST_DESCRIBE_STRUCT(Owing, (), (severity, next_report_at, updated_at, merged_into, unanswered_since, owed_at))

/// When it is owed with the promise that is due next.
Instant owed_with(const Owing& owing, const std::optional<NextPromise>& promise) {
    TicketRecord ticket;
    ticket.severity = owing.severity;
    ticket.next_report_at = owing.next_report_at;
    ticket.updated_at = owing.updated_at;
    ticket.merged_into = owing.merged_into;
    ticket.unanswered_since = owing.unanswered_since;
    if (promise) ticket.promise_kind = promise->kind, ticket.promise_due_at = promise->due_at;
    return owed_at(ticket);
}

std::optional<PromiseKind> kind_of(const std::optional<NextPromise>& promise) {
    return promise ? std::optional(promise->kind) : std::nullopt;
}
std::optional<Instant> due_at(const std::optional<NextPromise>& promise) { return promise ? std::optional(promise->due_at) : std::nullopt; }

}  // namespace

void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise) {
    auto owing = tx.find<Owing>(sql::find_owing, id);
    if (!owing) return;
    auto owed = owed_with(*owing, promise);
    if (owed == owing->owed_at)
        tx.execute(sql::set_promise_alone, id, kind_of(promise), due_at(promise));
    else
        tx.execute(sql::set_promise, id, kind_of(promise), due_at(promise), owed);
}

void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise, const PromiseMarks& marks) {
    auto owing = tx.find<Owing>(sql::find_owing, id);
    if (!owing) return;
    auto owed = owed_with(*owing, promise);
    if (owed == owing->owed_at)
        tx.execute(sql::set_promise_and_marks_alone, id, kind_of(promise), due_at(promise), marks.half_at, marks.most_at, marks.late_at);
    else
        tx.execute(sql::set_promise_and_marks, id, kind_of(promise), due_at(promise), owed, marks.half_at, marks.most_at, marks.late_at);
}

void set_promise_marks(db::Tx& tx, TicketId id, const PromiseMarks& marks) {
    tx.execute(sql::set_promise_marks, id, marks.half_at, marks.most_at, marks.late_at);
}

}  // namespace goodhost::tickets
