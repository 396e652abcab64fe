#include "tickets/flow.hpp"

#include <algorithm>

#include "platform/html/secrets.hpp"

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

/// Far above every real time (year 9999), so that `nothing_owed - updated_at` sorts after all that is owed.
constexpr Instant nothing_owed{std::chrono::milliseconds{253'402'300'800'000}};

/// Bytes of a text that can become its first line.
constexpr std::size_t most_read = 4096;

bool is_done(Status status) { return status == Status::resolved || status == Status::closed; }

void set_status(TicketRecord& ticket, Status status, Instant now) {
    if (status != Status::on_hold) ticket.reason.clear();
    if (is_done(status)) {
        if (!ticket.resolved_at) ticket.resolved_at = now;
        ticket.next_report_at.reset();
        ticket.snoozed_until.reset();
    } else {
        ticket.resolved_at.reset();
    }
    ticket.status = status;
    ticket.updated_at = now;
}

std::optional<Instant> sooner(std::optional<Instant> a, std::optional<Instant> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

/// By when a word or a solution is promised. A promise of an answer that was given meanwhile counts no more.
std::optional<Instant> promised_at(const TicketRecord& ticket) {
    bool by_word = ticket.promise_kind != PromiseKind::resolution && ticket.promise_kind != PromiseKind::report;
    if (ticket.promise_kind && (!by_word || ticket.unanswered_since)) return ticket.promise_due_at;
    if (!ticket.unanswered_since) return std::nullopt;
    return *ticket.unanswered_since + answer_within(ticket.severity);
}

}  // namespace

Queue queue_of(const TicketRecord& ticket) {
    if (ticket.merged_into) return Queue::merged;
    switch (ticket.status) {
        case Status::resolved: return Queue::resolved;
        case Status::closed: return Queue::closed;
        default: break;
    }
    if (ticket.snoozed_until) return Queue::snoozed;
    switch (ticket.status) {
        case Status::waiting: return Queue::waiting;
        case Status::on_hold: return Queue::on_hold;
        default: return Queue::open;
    }
}

bool is_open(Queue queue) { return queue != Queue::resolved && queue != Queue::closed && queue != Queue::merged; }

Duration answer_within(Severity severity) {
    switch (severity) {
        case Severity::critical: return 15min;
        case Severity::high: return 2h;
        case Severity::normal: return 8h;
        case Severity::low: return 24h;
    }
    return 24h;
}

Instant owed_at(const TicketRecord& ticket) {
    const Instant never{nothing_owed - ticket.updated_at};
    if (ticket.merged_into) return never;
    return sooner(ticket.next_report_at, promised_at(ticket)).value_or(never);
}

std::optional<Instant> owed_since(const TicketRecord& ticket) {
    if (ticket.merged_into) return std::nullopt;
    return sooner(ticket.unanswered_since, ticket.next_report_at);
}

Hearing hearing_of(const TicketRecord& ticket, Instant now, Duration reopen_window) {
    if (!is_done(ticket.status)) return Hearing::continues;
    return now - ticket.resolved_at.value_or(ticket.updated_at) <= reopen_window ? Hearing::reopens : Hearing::follow_up;
}

void hear_contact(TicketRecord& ticket, Instant now) {
    if (is_done(ticket.status)) ++ticket.reopened_count;
    if (ticket.status != Status::new_ && ticket.status != Status::open) set_status(ticket, Status::open, now);
    if (!ticket.unanswered_since) ticket.unanswered_since = now;
    ticket.snoozed_until.reset();
    ticket.updated_at = now;
}

void check_decision(const Decision& decision, const TicketRecord& ticket, Instant now, FieldProblems& problems) {
    if (decision.status == Status::new_) problems.add("status", "tickets.status_new");
    bool on_hold = decision.status == Status::on_hold;
    if (on_hold && decision.reason.value_or(ticket.reason).empty()) problems.add("reason", "tickets.reason_required");
    auto report = decision.next_report_at ? decision.next_report_at : ticket.next_report_at;
    if (on_hold && !report) problems.add("next_report_at", "tickets.next_report_required");
    bool past = report && *report <= now;
    if ((on_hold && past) || (decision.next_report_at && *decision.next_report_at <= now))
        problems.add("next_report_at", "tickets.in_the_past");
}

void speak_publicly(TicketRecord& ticket, const Decision& decision, Instant now) {
    ticket.unanswered_since.reset();
    if (!ticket.first_replied_at) ticket.first_replied_at = now;
    // A report that was due is given with this word; one in the future stays promised.
    if (ticket.next_report_at && *ticket.next_report_at <= now) ticket.next_report_at.reset();
    bool stays = is_done(ticket.status) && !decision.status;
    if (!stays) move_status(ticket, {decision.status.value_or(Status::waiting), decision.reason, decision.next_report_at}, now);
    ticket.updated_at = now;
}

void move_status(TicketRecord& ticket, const Decision& decision, Instant now) {
    if (decision.status) {
        if (is_done(ticket.status) && !is_done(*decision.status)) ++ticket.reopened_count;
        set_status(ticket, *decision.status, now);
    }
    if (decision.reason && ticket.status == Status::on_hold) ticket.reason = *decision.reason;
    if (decision.next_report_at && !is_done(ticket.status)) ticket.next_report_at = decision.next_report_at;
    ticket.updated_at = now;
}

Before before_of(const TicketRecord& ticket) {
    return {ticket.status, ticket.reason, ticket.next_report_at, ticket.unanswered_since, ticket.first_replied_at, ticket.resolved_at};
}

void put_back(TicketRecord& ticket, const Before& before, Instant now) {
    ticket.status = before.status;
    ticket.reason = before.reason;
    ticket.next_report_at = before.next_report_at;
    ticket.unanswered_since = before.unanswered_since;
    ticket.first_replied_at = before.first_replied_at;
    ticket.resolved_at = before.resolved_at;
    ticket.updated_at = now;
}

std::string snippet_of(std::string_view whole, std::size_t length) {
    // Lists are read by many who need not see what is hidden in the message.
    const auto text = html::without_secrets(whole.substr(0, most_read));
    std::string line;
    std::size_t characters = 0;
    bool space = false;
    for (char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            space = !line.empty();
            continue;
        }
        bool begins_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (begins_character && characters + (space ? 1 : 0) >= length) return line + "…";
        if (space) line += ' ', ++characters, space = false;
        if (begins_character) ++characters;
        line += c;
    }
    return line;
}

}  // namespace goodhost::tickets
