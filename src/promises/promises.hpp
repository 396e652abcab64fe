#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tickets/tickets.hpp"

namespace goodhost {
class Registry;
}

/// What the host owes on its tickets and by when: policies, calendars, clocks, and the cap that stands above them all.
namespace goodhost::promises {

using tickets::PromiseKind;
using tickets::stream_of;
using tickets::ticket_of;
using tickets::TicketId;

struct CalendarTag {};
struct PolicyTag {};
struct ClockTag {};
using CalendarId = Id<CalendarTag>;
using PolicyId = Id<PolicyTag>;
using ClockId = Id<ClockTag>;

inline constexpr Permission may_configure{"promises.configure"};  ///< policies, calendars, the cap

/// From..to a clock stood still; without an end it stands still now.
struct Pause {
    Instant from{};
    std::optional<Instant> to;
    bool operator==(const Pause&) const = default;
};
BOOST_DESCRIBE_STRUCT(Pause, (), (from, to))

/// What the slice writes on the stream of a ticket, each with the arithmetic behind it.
namespace entries {

inline constexpr std::string_view started = "promises.started";        ///< Told
inline constexpr std::string_view paused = "promises.paused";          ///< Told
inline constexpr std::string_view resumed = "promises.resumed";        ///< Told
inline constexpr std::string_view recomputed = "promises.recomputed";  ///< Told, with was_due_at
inline constexpr std::string_view warned = "promises.warned";          ///< Told: three quarters of the time are gone
inline constexpr std::string_view broken = "promises.broken";          ///< Told
inline constexpr std::string_view kept = "promises.kept";              ///< Told
inline constexpr std::string_view given_late = "promises.given_late";  ///< Told: what was broken is given after all
inline constexpr std::string_view dropped = "promises.dropped";        ///< Told: nothing is owed any more, or another promise took it on
inline constexpr std::string_view restored = "promises.restored";      ///< Told: the word that had met it was taken back
inline constexpr std::string_view next_changed =
    "promises.next_changed";                                             ///< Next: another promise is due first, and nothing else happened
inline constexpr std::string_view cap_warned = "promises.cap_warned";    ///< OverCap: half of the cap is gone
inline constexpr std::string_view cap_paged = "promises.cap_paged";      ///< OverCap: three quarters are gone; people were told
inline constexpr std::string_view cap_reached = "promises.cap_reached";  ///< OverCap: the owners were told

/// `at` is the moment that this is about, `spent_seconds` what the clock had counted by then.
struct ToldClock {
    ClockId clock_id;
    PromiseKind kind = PromiseKind::cap;
    std::string policy;
    std::int64_t target_seconds = 0;
    std::string calendar;  ///< empty: the wall clock
    Instant started_at{};
    std::vector<Pause> pauses;
    Instant at{};
    std::int64_t spent_seconds = 0;
    std::optional<Instant> due_at;  ///< none while it stands still
    std::optional<Instant> was_due_at;
};
BOOST_DESCRIBE_STRUCT(ToldClock, (),
                      (clock_id, kind, policy, target_seconds, calendar, started_at, pauses, at, spent_seconds, due_at, was_due_at))

struct Told {
    TicketId ticket_id;
    std::vector<ToldClock> clocks;
};
BOOST_DESCRIBE_STRUCT(Told, (), (ticket_id, clocks))

struct Next {
    TicketId ticket_id;
    std::optional<tickets::NextPromise> promise;
};
BOOST_DESCRIBE_STRUCT(Next, (), (ticket_id, promise))

struct OverCap {
    TicketId ticket_id;
    Instant owed_since{};
    Instant due_at{};
    std::int64_t cap_seconds = 0;
    std::int64_t owed_seconds = 0;
    std::vector<std::string> told;  ///< the addresses of those who are written to
};
BOOST_DESCRIBE_STRUCT(OverCap, (), (ticket_id, owed_since, due_at, cap_seconds, owed_seconds, told))

}  // namespace entries

void register_promises(Registry& registry);

}  // namespace goodhost::promises
