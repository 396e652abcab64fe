#pragma once
#include <map>

#include "promises/book.hpp"
#include "promises/calendar.hpp"
#include "promises/deadline.hpp"
#include "promises/policy.hpp"
#include "tickets/promised.hpp"

/// From policies to deadlines: no clock, no input or output.
namespace goodhost::promises {

struct NamedCalendar {
    CalendarId id;
    std::string name;
    Calendar calendar;
};

/// What a ticket's clocks are reckoned by: the policy that was chosen for it and the floor. `calendars` has those that they name.
struct Terms {
    std::optional<Policy> policy, floor;
    std::map<CalendarId, NamedCalendar> calendars;
    Facts facts;
};

/// Sets policy, target, calendar, `due_at` and `warn_at` of every clock that is open or ends now (has no policy yet), and whether what
/// ended was kept or late. The policy's own promise and the floor's are both reckoned, and the earlier counts.
void reckon(Book& book, const Terms& terms);
/// Writes down what has come by now: warnings and breaches. Whether a resolution broke, which makes a report owed.
bool tick(Book& book, Instant now);
/// When the next warning or breach comes.
std::optional<Instant> next_tick(const Book& book);
/// What a list shows of it: the promise that is due first, the cap included.
std::optional<tickets::NextPromise> next_promise(const Book& book, const Facts& facts, Duration cap);
/// How far they have run, the cap included, for whoever asks for what is at risk. What stands still is at no risk.
tickets::PromiseMarks marks_of(const Book& book, const Terms& terms, Duration cap);
/// A clock as it is told of, at a moment.
entries::ToldClock told_of(const Clock& clock, const Terms& terms, Instant at);
/// The time that the clock counts, with the pauses that its policy makes.
Run run_of(const Clock& clock, const Terms& terms);

}  // namespace goodhost::promises
