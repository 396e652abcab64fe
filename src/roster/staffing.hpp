#pragma once
#include <array>

#include "roster/arrange.hpp"
#include "roster/erlang.hpp"

/// How many people an hour of the week needs, by what came in such hours before, against who is rostered.
namespace goodhost::roster {

inline constexpr std::size_t hours_of_week = 168;  ///< the first is Monday's midnight in the roster's zone

/// What is known of the work and promised about it. Minutes.
struct Workload {
    std::int64_t ticket_minutes = 15;     ///< what one takes that can wait: mail, portal, API
    std::int64_t deadline_hours = 4;      ///< by when it has to be done
    std::int64_t call_minutes = 8;        ///< what one takes that can't wait: chat, phone
    std::int64_t answer_seconds = 20;     ///< how soon those are answered ...
    std::int64_t answer_percent = 80;     ///< ... and how many of them
    std::int64_t patience_seconds = 0;    ///< after which callers give up on average; 0: they never do
    std::int64_t abandon_percent = 5;     ///< how many of them may
    std::int64_t shrinkage_percent = 30;  ///< of rostered time that leave, sickness, training and breaks take
};

struct Arrivals {
    std::array<double, hours_of_week> tickets{}, calls{};  ///< on average in each hour of the week
};
/// Work that may wait is spread over the hours until its deadline: whoever keeps up with that keeps every promise. Chat and phone are
/// sized by Erlang C, or by Erlang A where callers give up. Both are people who work; `planned` counts those who are away as well.
struct HourNeed {
    double tickets = 0, calls = 0;
    double ticket_people = 0;
    double people = 0;
    std::int64_t planned = 0;
};
std::array<HourNeed, hours_of_week> needs_of(const Arrivals& arrivals, const Workload& load);

/// How chat and phone go with so many rostered, after those who are away and those who work on tickets.
struct Service {
    double answered_share = 0;  ///< within the time that is promised
    double abandoned_share = 0;
};
/// Nothing where nobody calls.
std::optional<Service> service_of(const HourNeed& need, double rostered, const Workload& load);

struct StaffingQuery {
    RosterId roster_id;
    std::optional<Instant> from;        ///< a moment of the week that is compared; else now
    std::optional<std::int64_t> weeks;  ///< of history; else 8
    std::optional<std::int64_t> ticket_minutes, deadline_hours, call_minutes, answer_seconds, answer_percent, shrinkage_percent;
    std::optional<std::int64_t> patience_seconds, abandon_percent;
    static constexpr Rule rules[] = {{.field = "weeks", .min = 1, .max = 52},
                                     {.field = "ticket_minutes", .min = 1, .max = 600},
                                     {.field = "deadline_hours", .min = 1, .max = 168},
                                     {.field = "call_minutes", .min = 1, .max = 240},
                                     {.field = "answer_seconds", .min = 0, .max = 3'600},
                                     {.field = "answer_percent", .min = 1, .max = 99},
                                     {.field = "shrinkage_percent", .min = 0, .max = 80},
                                     {.field = "patience_seconds", .min = 0, .max = 3'600},
                                     {.field = "abandon_percent", .min = 1, .max = 100}};
};
BOOST_DESCRIBE_STRUCT(StaffingQuery, (),
                      (roster_id, from, weeks, ticket_minutes, deadline_hours, call_minutes, answer_seconds, answer_percent,
                       shrinkage_percent, patience_seconds, abandon_percent))

struct StaffingHour {
    Instant at{};
    double tickets = 0;  ///< that usually come
    double calls = 0;
    double needed = 0;         ///< people at work
    std::int64_t planned = 0;  ///< people to roster for that
    double rostered = 0;
    bool gap = false;                                       ///< fewer are rostered than should be
    std::optional<double> answered_share, abandoned_share;  ///< of chat and phone with who is rostered; none: none come
};
BOOST_DESCRIBE_STRUCT(StaffingHour, (), (at, tickets, calls, needed, planned, rostered, gap, answered_share, abandoned_share))
struct Staffing {
    std::string time_zone;
    std::int64_t weeks = 0;
    double needed_hours = 0, rostered_hours = 0;  ///< of the week; what is needed counts with shrinkage
    std::vector<StaffingHour> hours;
};
BOOST_DESCRIBE_STRUCT(Staffing, (), (time_zone, weeks, needed_hours, rostered_hours, hours))
/// Of the roster's team, or of all tickets that the actor sees when it has none.
Staffing get_staffing(db::Reader& reader, const Context& context, const StaffingQuery& input);

}  // namespace goodhost::roster
