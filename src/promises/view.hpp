#pragma once
#include "platform/db/db.hpp"
#include "promises/book.hpp"

namespace goodhost::promises {

/// paused: it stands still while the customer is waited for. broken: due and still owed.
enum class Course { running, paused, broken, kept, late, dropped };
BOOST_DESCRIBE_ENUM(Course, running, paused, broken, kept, late, dropped)

/// A promise with all that its deadline was reckoned from.
struct PromiseView {
    ClockId id;
    PromiseKind kind = PromiseKind::cap;
    Course course = Course::running;
    std::string policy;  ///< empty: announced to the customer, or the cap
    std::int64_t target_seconds = 0;
    std::string calendar;  ///< empty: the wall clock
    std::optional<std::string> time_zone;
    Instant started_at{};
    std::vector<Pause> pauses;
    std::int64_t spent_seconds = 0;  ///< counted up to its end, or now
    std::optional<Instant> due_at, warned_at, broken_at, ended_at;
};
BOOST_DESCRIBE_STRUCT(PromiseView, (),
                      (id, kind, course, policy, target_seconds, calendar, time_zone, started_at, pauses, spent_seconds, due_at, warned_at,
                       broken_at, ended_at))

struct TicketPromises {
    std::vector<PromiseView> items;  ///< what is owed, soonest first, then what was, newest first
};
BOOST_DESCRIBE_STRUCT(TicketPromises, (), (items))

struct TicketKey {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(TicketKey, (), (ticket_id))
TicketPromises list_promises(db::Reader& reader, const Context& context, const TicketKey& input);

}  // namespace goodhost::promises
