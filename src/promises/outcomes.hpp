#pragma once
#include "platform/core/zone.hpp"
#include "platform/db/db.hpp"
#include "promises/board.hpp"

/// What became of promises: kept or broken, by how much, and the tickets behind each figure. What a promise was about (severity, team,
/// agent and the rest) is what held when it was kept or broken. Only what the viewer sees of tickets.
namespace goodhost::promises {

enum class Group { severity, tier, team, hour, brand, channel, agent };
BOOST_DESCRIBE_ENUM(Group, severity, tier, team, hour, brand, channel, agent)

/// late: given after it had broken. owed: broken and still owed. dropped: broken, and then not owed any more.
enum class Outcome { kept, late, owed, dropped };
BOOST_DESCRIBE_ENUM(Outcome, kept, late, owed, dropped)

/// Of one kind. due = kept + broken, broken = late + owed + dropped.
struct OutcomeCell {
    PromiseKind kind = PromiseKind::cap;
    std::int64_t due = 0, kept = 0, broken = 0, late = 0, owed = 0;
    std::optional<double> kept_percent;                                 ///< with one decimal; nothing when none was due
    std::optional<std::int64_t> late_median_seconds, late_max_seconds;  ///< of those given late, by the wall clock
};
BOOST_DESCRIBE_STRUCT(OutcomeCell, (), (kind, due, kept, broken, late, owed, kept_percent, late_median_seconds, late_max_seconds))

/// What has no team, agent or service has the key `none`; hours are `00` to `23`. `name` is that of a team, brand or agent.
inline constexpr std::string_view no_key = "none";
struct OutcomeRow {
    std::string key, name;
    std::vector<OutcomeCell> kinds;  ///< all five, in their order
};
BOOST_DESCRIBE_STRUCT(OutcomeRow, (), (key, name, kinds))

struct PromiseReport {
    Instant from{}, to{};
    Group group = Group::severity;
    std::string time_zone;
    OutcomeRow all;
    std::vector<OutcomeRow> rows;
};
BOOST_DESCRIBE_STRUCT(PromiseReport, (), (from, to, group, time_zone, all, rows))

/// Promises that were due from `from` and before `to`: without them the last thirty days; at most 400. Hours are those of the zone.
struct ReportQuery {
    std::optional<Instant> from, to;
    std::optional<Group> group;
    std::optional<std::string> time_zone;  ///< else the viewer's
    static constexpr Rule rules[] = {{"time_zone", 60}};
};
BOOST_DESCRIBE_STRUCT(ReportQuery, (), (from, to, group, time_zone))
PromiseReport get_report(db::Reader& reader, const Context& context, const ReportQuery& input);

/// The time that is asked for, checked.
struct Period {
    Instant from{}, to{};
};
Period period_of(const Context& context, const std::optional<Instant>& from, const std::optional<Instant>& to);

struct OutcomeItem {
    ClockId id;
    TicketId ticket_id;
    std::string subject, contact;
    PromiseKind kind = PromiseKind::cap;
    Outcome outcome = Outcome::kept;
    Instant started_at{}, due_at{};
    std::optional<Instant> ended_at;
    tickets::Severity severity = tickets::Severity::normal;
    std::optional<hosting::Tier> tier;
    std::string agent;
};
BOOST_DESCRIBE_STRUCT(OutcomeItem, (),
                      (id, ticket_id, subject, contact, kind, outcome, started_at, due_at, ended_at, severity, tier, agent))

struct OutcomeList {
    std::vector<OutcomeItem> items;  ///< the one that was due last first
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(OutcomeList, (), (items, next_cursor))

enum class Judged { kept, broken };
BOOST_DESCRIBE_ENUM(Judged, kept, broken)

/// A figure of the report: its row's key, its kind, and whether kept or broken; what is left out does not narrow.
struct OutcomeQuery {
    std::optional<Instant> from, to;
    std::optional<Group> group;
    std::optional<std::string> key;
    std::optional<PromiseKind> kind;
    std::optional<Judged> judged;
    std::optional<std::string> time_zone, cursor;
    static constexpr Rule rules[] = {
        {"key", 60, INT64_MIN, INT64_MAX, true}, {"time_zone", 60}, {"cursor", 100, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(OutcomeQuery, (), (from, to, group, key, kind, judged, time_zone, cursor))
OutcomeList list_outcomes(db::Reader& reader, const Context& context, const OutcomeQuery& input);

/// The zone that is asked for, else the viewer's.
Zone zone_of(const Context& context, const std::optional<std::string>& name);
/// An hour is told from its quarters, since zones differ by no less: the number of quarters of hours since 1970.
inline constexpr std::chrono::minutes quarter{15};
std::string hour_of(const Zone& zone, std::int64_t quarters);

/// Narrows a query of outcomes to what the viewer sees.
db::Query& add_outcome_scope(db::Query& query, const Context& context);

/// How fast tickets of a tier are answered and solved, by the wall clock: of what was due in the time and is given. Few say little.
struct Pace {
    std::int64_t given = 0;
    std::optional<std::int64_t> median_seconds, p90_seconds;
    std::int64_t due = 0, kept = 0;
    std::optional<double> kept_percent;
};
BOOST_DESCRIBE_STRUCT(Pace, (), (given, median_seconds, p90_seconds, due, kept, kept_percent))

struct TierPace {
    std::optional<hosting::Tier> tier;  ///< nothing: tickets about no service
    Pace first_response, resolution;
};
BOOST_DESCRIBE_STRUCT(TierPace, (), (tier, first_response, resolution))

struct TierComparison {
    Instant from{}, to{};
    TierPace all;
    std::vector<TierPace> tiers;  ///< those that have any
};
BOOST_DESCRIBE_STRUCT(TierComparison, (), (from, to, all, tiers))

struct PeriodQuery {
    std::optional<Instant> from, to;
};
BOOST_DESCRIBE_STRUCT(PeriodQuery, (), (from, to))
TierComparison compare_tiers(db::Reader& reader, const Context& context, const PeriodQuery& input);

/// With one decimal; nothing of nothing.
std::optional<double> percent_of(std::int64_t part, std::int64_t whole);
/// The value below or at which that part of all are (0.5: the median); sorts as far as it needs to. Nothing of nothing.
std::optional<std::int64_t> quantile(std::vector<std::int64_t>& values, double part);

}  // namespace goodhost::promises
