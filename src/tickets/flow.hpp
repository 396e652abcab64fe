#pragma once
#include "tickets/record.hpp"

/// The rules of a ticket's life: no clock, no input or output.
namespace goodhost::tickets {

/// The list that a ticket stands in. A snoozed ticket stands in no other.
enum class Queue { open, waiting, on_hold, snoozed, resolved, closed, merged };
BOOST_DESCRIBE_ENUM(Queue, open, waiting, on_hold, snoozed, resolved, closed, merged)
Queue queue_of(const TicketRecord& ticket);
/// Whether somebody still has to do something about it.
bool is_open(Queue queue);

/// How soon a customer's unanswered word is owed an answer as long as the promises of a ticket are not known.
Duration answer_within(Severity severity);
/// The order of lists: when the next word is owed; tickets to which nothing is owed come after all others, newest change first.
Instant owed_at(const TicketRecord& ticket);

/// Since when, or from when on, a person of the host owes a word: a customer's unanswered one or a report. Whatever the status: only
/// a person's public word pays it.
std::optional<Instant> owed_since(const TicketRecord& ticket);

/// What a contact's word does to a ticket.
enum class Hearing {
    continues,
    reopens,    ///< it was resolved or closed within the window
    follow_up,  ///< too late: a new ticket, linked to this one
};
Hearing hearing_of(const TicketRecord& ticket, Instant now, Duration reopen_window);

/// A contact said something on a ticket that continues or reopens.
void hear_contact(TicketRecord& ticket, Instant now);

/// What an agent may decide together with a word or on its own.
struct Decision {
    std::optional<Status> status;
    std::optional<std::string> reason;
    std::optional<Instant> next_report_at;
};
/// All that is wrong with a decision, by field: on_hold needs a reason and a time in the future for the next report.
void check_decision(const Decision& decision, const TicketRecord& ticket, Instant now, FieldProblems& problems);

/// A person of the host said something public: what was owed is paid, and the customer is waited for unless decided otherwise.
void speak_publicly(TicketRecord& ticket, const Decision& decision, Instant now);
/// Moves the status alone; the decision has been checked. What the customer is owed stays owed.
void move_status(TicketRecord& ticket, const Decision& decision, Instant now);

/// What a message changed, to be put back when it is undone.
struct Before {
    Status status = Status::new_;
    std::string reason;
    std::optional<Instant> next_report_at, unanswered_since, first_replied_at, resolved_at;
};
BOOST_DESCRIBE_STRUCT(Before, (), (status, reason, next_report_at, unanswered_since, first_replied_at, resolved_at))
Before before_of(const TicketRecord& ticket);
void put_back(TicketRecord& ticket, const Before& before, Instant now);

/// The first words of a text on one line, at most `length` characters.
std::string snippet_of(std::string_view text, std::size_t length = 140);

}  // namespace goodhost::tickets
