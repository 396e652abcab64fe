#pragma once
#include "platform/trail/trail.hpp"
#include "promises/promises.hpp"

/// The clocks of one ticket and how what happens moves them: no clock of its own, no input or output.
namespace goodhost::promises {

/// kept: met in time; late: met after it had broken; dropped: nothing is owed any more.
enum class Ending { kept, late, dropped };
BOOST_DESCRIBE_ENUM(Ending, kept, late, dropped)

/// One promise that runs or ran. `due_at` and `warn_at` are reckoned from all the rest.
struct Clock {
    ClockId id;
    TicketId ticket_id;
    PromiseKind kind = PromiseKind::first_response;
    std::optional<PolicyId> policy_id;
    std::string policy;
    std::int64_t target_seconds = 0;
    std::optional<CalendarId> calendar_id;
    std::string calendar;
    Instant started_at{};
    std::vector<Pause> pauses;
    std::optional<Instant> due_at, warn_at, warned_at, broken_at, ended_at;
    std::optional<Ending> ending;
    std::optional<Instant> cap_due_at;  ///< until when the cap lets the wait last that it is about; not of other clocks
    bool settled = false;               ///< not stored: it had ended before, and is here only because its end may be taken back
    bool open() const { return !ended_at; }
};
BOOST_DESCRIBE_STRUCT(Clock, (),
                      (id, ticket_id, kind, policy_id, policy, target_seconds, calendar_id, calendar, started_at, pauses, due_at, warn_at,
                       warned_at, broken_at, ended_at, ending, cap_due_at))

/// How far the stream of a ticket has been followed, and what of it decides about what comes.
struct State {
    TicketId ticket_id;
    std::int64_t seen = 0;  ///< the last stream_sequence
    tickets::Status status = tickets::Status::new_;
    Instant status_at{};
    Instant begun_at{};      ///< of the problem as it is now: opened, or reopened
    bool automatic = false;  ///< so far only programs have spoken
    bool spoken = false;     ///< a person of the host has said something public
    std::optional<Instant> last_word_at;
    std::optional<tickets::MessageId> first_word_id, last_word_id;
    std::optional<Instant> timer_at;
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (ticket_id, seen, status, status_at, begun_at, automatic, spoken, last_word_at, first_word_id, last_word_id,
                       timer_at))

struct Book {
    State state;
    std::vector<Clock> clocks;
};

bool is_response(PromiseKind kind);
bool is_done(tickets::Status status);

/// What an entry of the ticket's stream does to the clocks. Merges move clocks between books and are not its business.
void apply(Book& book, const trail::Entry& entry);

/// How things stand besides what was told: see tickets.
struct Standing {
    bool merged = false;
    std::optional<Instant> unanswered_since, next_report_at;
    tickets::Status status = tickets::Status::new_;
};
/// A merge opens the ticket that it goes to, and says so in no word of its own; and clocks come with it that stood still elsewhere.
void align(Book& book, const Standing& standing, Instant now);
/// Begins what ought to run and does not, and drops what runs and ought not to: whatever way a ticket took, an unanswered word has a
/// clock, an open ticket has one for its resolution, and what takes long has one for the next report.
void reconcile(Book& book, const Standing& standing, Instant now);

/// Of two clocks for the same thing, as a merge makes them, the one that is due first goes on.
void keep_earliest(Book& book, Instant now);

/// Whether a promise of its kind is counted only while the customer is not waited for.
bool pauses(PromiseKind kind);

}  // namespace goodhost::promises
