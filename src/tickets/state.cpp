#include "tickets/state.hpp"

#include "tickets/access.hpp"
#include "tickets/rows.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

[[noreturn]] void throw_merged(TicketId id) {
    throw Problem(ProblemKind::conflict, "tickets.is_merged", "ticket " + std::to_string(id.value));
}

TicketRecord access_own_state(db::Reader& reader, const Context& context, TicketId id) {
    auto ticket = access_ticket(reader, context, id);
    if (ticket.merged_into) throw_merged(id);
    return ticket;
}

std::string_view type_of_change(Status from, Status to) {
    bool was_done = from == Status::resolved || from == Status::closed;
    if (to == Status::resolved) return entries::resolved;
    if (to == Status::closed) return entries::closed;
    return was_done ? entries::reopened : entries::status_changed;
}

/// Moves, stores and records; asking for the status that is does nothing.
void move(db::Tx& tx, const Context& context, TicketRecord read, const Decision& decision) {
    FieldProblems problems;
    check_decision(decision, read, context.now(), problems);
    problems.throw_if_any();
    bool same = decision.status == read.status && decision.status != Status::on_hold;
    if (same) return;
    if (decision.status == Status::resolved && context.is_agent()) check_required_fields(tx, context, read);
    Change change(std::move(read));
    auto& [before, ticket] = change;
    move_status(ticket, decision, context.now());
    // A customer who calls it solved waits for no answer; nobody else can say that for them.
    if (context.is_contact()) ticket.unanswered_since.reset();
    save_flow(tx, context, change);
    std::optional<std::string> reason;
    if (!ticket.reason.empty()) reason = ticket.reason;
    record(tx, context, ticket,
           Fact{type_of_change(before.status, ticket.status),
                entries::StatusChanged{ticket.id, before.status, ticket.status, reason, ticket.next_report_at}});
}

/// A contact takes back a resolution within the window only; then it is owed a word again.
void reopen(db::Tx& tx, const Context& context, TicketRecord read) {
    if (read.status != Status::resolved && read.status != Status::closed) return;
    Change change(std::move(read));
    auto& [before, ticket] = change;
    if (context.is_contact()) {
        if (hearing_of(ticket, context.now(), settings_of(tx, ticket.brand_id).reopen_days * 24h) == Hearing::follow_up)
            throw Problem(ProblemKind::conflict, "tickets.too_late_to_reopen");
        hear_contact(ticket, context.now());
    } else {
        move_status(ticket, {Status::open, {}, {}}, context.now());
    }
    save_flow(tx, context, change);
    record(tx, context, ticket, Fact{entries::reopened, entries::StatusChanged{ticket.id, before.status, ticket.status, {}, {}}});
}

void wake(db::Tx& tx, const Context& context, TicketRecord read) {
    Change change(std::move(read));
    auto& [before, ticket] = change;
    ticket.snoozed_until.reset();
    ticket.updated_at = context.now();
    save_flow(tx, context, change);
    record(tx, context, ticket, Fact{entries::woken, entries::Snoozed{ticket.id, before.snoozed_until}});
}

}  // namespace

TicketDetails details_after(db::Reader& reader, const Context& context, TicketId id) {
    auto line = find_line(reader, context, id);
    if (!line) throw_ticket_not_found(id);
    return details_of(reader, reader_of(context), std::move(*line));
}

TicketDetails change_status(db::Tx& tx, const Context& context, const StatusInput& input) {
    move(tx, context, access_own_state(tx, context, input.ticket_id), {input.status, input.reason, input.next_report_at});
    return details_after(tx, context, input.ticket_id);
}

void resolve_ticket(db::Tx& tx, const Context& context, TicketId id) {
    auto ticket = access_own_state(tx, context, id);
    if (ticket.status == Status::closed) return;
    move(tx, context, std::move(ticket), {Status::resolved, {}, {}});
}

void reopen_ticket(db::Tx& tx, const Context& context, TicketId id) { reopen(tx, context, access_own_state(tx, context, id)); }

void close_ticket(db::Tx& tx, const Context& context, TicketId id) {
    move(tx, context, access_own_state(tx, context, id), {Status::closed, {}, {}});
}

TicketDetails post_resolution(db::Tx& tx, const Context& context, const TicketKey& input) {
    resolve_ticket(tx, context, input.ticket_id);
    return details_after(tx, context, input.ticket_id);
}

TicketDetails delete_resolution(db::Tx& tx, const Context& context, const TicketKey& input) {
    reopen_ticket(tx, context, input.ticket_id);
    return details_after(tx, context, input.ticket_id);
}

TicketDetails post_closure(db::Tx& tx, const Context& context, const TicketKey& input) {
    close_ticket(tx, context, input.ticket_id);
    return details_after(tx, context, input.ticket_id);
}

TicketDetails delete_closure(db::Tx& tx, const Context& context, const TicketKey& input) { return delete_resolution(tx, context, input); }

TicketDetails snooze_ticket(db::Tx& tx, const Context& context, const SnoozeInput& input) {
    Change change(access_own_state(tx, context, input.ticket_id));
    auto& ticket = change.ticket;
    FieldProblems problems;
    if (input.until <= context.now()) problems.add("until", "tickets.in_the_past");
    problems.throw_if_any();
    if (!is_open(queue_of(ticket))) throw Problem(ProblemKind::conflict, "tickets.is_resolved");
    ticket.snoozed_until = input.until;
    ticket.updated_at = context.now();
    save_flow(tx, context, change);
    record(tx, context, ticket, Fact{entries::snoozed, entries::Snoozed{ticket.id, ticket.snoozed_until}});
    return details_after(tx, context, input.ticket_id);
}

TicketDetails end_snooze(db::Tx& tx, const Context& context, const TicketKey& input) {
    auto ticket = access_own_state(tx, context, input.ticket_id);
    if (ticket.snoozed_until) wake(tx, context, std::move(ticket));
    return details_after(tx, context, input.ticket_id);
}

void wake_ticket(db::Tx& tx, const Context& system, TicketId id) {
    auto ticket = access_ticket(tx, system, id);
    if (ticket.snoozed_until && *ticket.snoozed_until <= system.now()) wake(tx, system, std::move(ticket));
}

void tell_report_due(db::Tx& tx, const Context& system, TicketId id) {
    Change change(access_ticket(tx, system, id));
    auto& ticket = change.ticket;
    if (!ticket.next_report_at || *ticket.next_report_at > system.now() || ticket.merged_into) return;
    if (ticket.unanswered_since == ticket.next_report_at) return;  // told already
    // From now on the customer is owed a word, as if it had asked.
    if (!ticket.unanswered_since) ticket.unanswered_since = ticket.next_report_at;
    ticket.snoozed_until.reset();
    ticket.updated_at = system.now();
    save_flow(tx, system, change);
    record(tx, system, ticket, Fact{entries::report_due, entries::ReportDue{ticket.id, ticket.contact_id, *ticket.next_report_at}});
}

void close_for_good(db::Tx& tx, const Context& system, TicketId id) {
    auto ticket = access_ticket(tx, system, id);
    auto window = settings_of(tx, ticket.brand_id).reopen_days * 24h;
    if (ticket.status != Status::resolved || !ticket.resolved_at || ticket.merged_into) return;
    if (system.now() - *ticket.resolved_at > window) move(tx, system, std::move(ticket), {Status::closed, {}, {}});
}

}  // namespace goodhost::tickets
