#include "tickets/relations.hpp"

#include <algorithm>

#include "tickets/access.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

namespace {

[[noreturn]] void throw_conflict(std::string code) { throw Problem(ProblemKind::conflict, std::move(code)); }

/// Until when the customer has waited on two tickets that become one: the longer wait counts.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

/// Two tickets that become one, or come apart.
struct Pair {
    Change ticket, other;
};

/// A person answered on the ticket that this one had been merged into, and the answer went to the same contact. One that can
/// still be taken back has answered nothing yet. Nothing changes a merged ticket, so it was merged at its last change.
bool answered_while_merged(db::Reader& reader, const Context& context, const Pair& pair) {
    auto& [ticket, other] = pair;
    if (ticket.ticket.contact_id != other.ticket.contact_id) return false;
    return reader.get<std::int64_t>(sql::count_answers_after, other.ticket.id, ticket.ticket.updated_at, context.now()) > 0;
}

/// Each is owed again what it was owed itself. Called when each has its messages.
void part_waits(db::Reader& reader, const Context& context, Pair& pair) {
    auto& ticket = pair.ticket.ticket;
    auto& other = pair.other.ticket;
    const bool lent = other.unanswered_since && other.unanswered_since == ticket.unanswered_since;
    if (lent) other.unanswered_since = reader.get<std::optional<Instant>>(sql::find_unanswered_since, other.id);
    if (answered_while_merged(reader, context, pair)) ticket.unanswered_since.reset();
}

void settle(db::Tx& tx, const Context& context, Pair& pair, std::string_view type) {
    auto& ticket = pair.ticket.ticket;
    auto& other = pair.other.ticket;
    ticket.updated_at = other.updated_at = context.now();
    recount(tx, other);
    save_flow(tx, context, pair.ticket);
    save_flow(tx, context, pair.other);
    entries::Merged entry{ticket.id, other.id, ticket.subject};
    record(tx, context, ticket, Fact{type, entry});
    record(tx, context, other, Fact{type, entry});
}

}  // namespace

TicketDetails merge_ticket(db::Tx& tx, const Context& context, const MergeInput& input) {
    Pair pair{Change(access_ticket(tx, context, input.ticket_id)), Change(access_merged_ticket(tx, context, input.into_ticket_id))};
    auto& ticket = pair.ticket.ticket;
    auto& into = pair.other.ticket;
    if (ticket.merged_into) throw_conflict("tickets.is_merged");
    if (ticket.id == into.id) throw_conflict("tickets.merge_into_itself");
    if (ticket.brand_id != into.brand_id) throw_conflict("tickets.merge_across_brands");
    bool both_open = is_open(queue_of(ticket)) && is_open(queue_of(into));
    // Also on a ticket that is over: whoever waits for a word waits on.
    into.unanswered_since = earlier(into.unanswered_since, ticket.unanswered_since);
    tx.execute(sql::move_messages_of_ticket, ticket.id, into.id);
    ticket.merged_into = into.id;
    if (both_open && ticket.unanswered_since && into.status != Status::new_) into.status = Status::open;
    settle(tx, context, pair, entries::merged);
    return details_after(tx, context, into.id);
}

TicketDetails unmerge_ticket(db::Tx& tx, const Context& context, const TicketKey& input) {
    auto read = access_ticket(tx, context, input.ticket_id);
    if (!read.merged_into) throw_conflict("tickets.not_merged");
    auto left = *read.merged_into;
    auto from = access_merged_ticket(tx, context, left);
    Pair pair{Change(std::move(read)), Change(std::move(from))};
    auto& ticket = pair.ticket.ticket;
    // Also what had been merged into this one before, which goes with it.
    tx.execute(sql::take_back_messages, ticket.id, pair.other.ticket.id);
    part_waits(tx, context, pair);
    ticket.merged_into.reset();
    recount(tx, ticket);
    settle(tx, context, pair, entries::unmerged);
    // The ticket that it had been merged into, when that one has been merged on since, shows it no more.
    if (left != pair.other.ticket.id)
        record(tx, context, access_ticket(tx, context, left),
               Fact{entries::unmerged, entries::Merged{ticket.id, pair.other.ticket.id, ticket.subject}});
    return details_after(tx, context, ticket.id);
}

TicketDetails link_tickets(db::Tx& tx, const Context& context, const LinkInput& input) {
    auto from = access_ticket(tx, context, input.from_ticket_id);
    auto to = access_ticket(tx, context, input.ticket_id);
    if (from.id == to.id) throw_conflict("tickets.link_to_itself");
    // One link between two tickets, whichever end it was made from.
    tx.execute(sql::delete_link, from.id, to.id);
    tx.execute(sql::insert_link, from.id, to.id, input.kind);
    entries::Linked entry{from.id, to.id, input.kind};
    record(tx, context, from, Fact{entries::linked, entry});
    record(tx, context, to, Fact{entries::linked, entry});
    return details_after(tx, context, from.id);
}

TicketDetails unlink_tickets(db::Tx& tx, const Context& context, const LinkKey& input) {
    auto from = access_ticket(tx, context, input.from_ticket_id);
    auto to = access_ticket(tx, context, input.ticket_id);
    if (tx.execute(sql::delete_link, from.id, to.id) > 0) {
        entries::Linked entry{from.id, to.id, LinkKind::related};
        record(tx, context, from, Fact{entries::unlinked, entry});
        record(tx, context, to, Fact{entries::unlinked, entry});
    }
    return details_after(tx, context, from.id);
}

}  // namespace goodhost::tickets
