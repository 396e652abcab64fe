#pragma once
#include "platform/db/db.hpp"
#include "tickets/types.hpp"

/// How far the promises on a ticket have run, for searches and counts. Kept by who makes promises; it is no change that anybody made.
namespace goodhost::tickets {

/// When the first of what is promised has used half and three quarters of its time, and when the first is due. What is broken and not
/// made good stays the first. In this order; all empty when nothing runs.
struct PromiseMarks {
    std::optional<Instant> half_at, most_at, late_at;
    bool operator==(const PromiseMarks&) const = default;
};
void set_promise_marks(db::Tx& tx, TicketId id, const PromiseMarks& marks);
/// As set_next_promise of tickets.hpp, where the marks moved as well.
void set_next_promise(db::Tx& tx, TicketId id, const std::optional<NextPromise>& promise, const PromiseMarks& marks);

}  // namespace goodhost::tickets
