#pragma once
#include "platform/http/route.hpp"
#include "roster/duty.hpp"
#include "tickets/tickets.hpp"

/// Rosters and the exceptions from them. Every change touches only what is still to come.
namespace goodhost::roster {

/// So many people with a skill and a language, at all hours or within some; for tickets of some severities where it names any.
struct Requirement {
    std::string name;
    std::int64_t people = 1;
    std::optional<SkillId> skill_id;
    std::optional<std::int64_t> level;
    std::optional<std::string> language;
    std::vector<WeekHours> hours;
    std::vector<tickets::Severity> severities;
    static constexpr Rule rules[] = {{"name", 100, INT64_MIN, INT64_MAX, true},
                                     {.field = "people", .min = 1, .max = 100},
                                     {.field = "level", .min = 1, .max = 5},
                                     {"language", 20},
                                     {"hours", 50},
                                     {"severities", 10}};
};
BOOST_DESCRIBE_STRUCT(Requirement, (), (name, people, skill_id, level, language, hours, severities))

struct RosterRow {
    RosterId id;
    std::string name;
    std::optional<TeamId> team_id;
    std::vector<Requirement> requirements;
    std::int64_t rest_hours = 0, week_hours = 0;
    Instant created_at{};
    std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(RosterRow, (), (id, name, team_id, requirements, rest_hours, week_hours, created_at, ended_at))

/// With the newest plan, which may begin later.
struct Roster {
    RosterId id;
    std::string name;
    std::optional<TeamId> team_id;
    std::string time_zone;
    std::vector<Layer> layers;
    Instant from_at{};
    std::vector<Requirement> requirements;
    std::int64_t rest_hours = 0;  ///< between two shifts at least; 0: not looked at
    std::int64_t week_hours = 0;  ///< of duty in a week at most; 0: not looked at
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Roster, (), (id, name, team_id, time_zone, layers, from_at, requirements, rest_hours, week_hours, created_at))

struct RosterList {
    std::vector<Roster> items;
};
BOOST_DESCRIBE_STRUCT(RosterList, (), (items))
RosterList list_rosters(db::Reader& reader, const Context& context, const http::Empty&);

struct RosterKey {
    RosterId roster_id;
};
BOOST_DESCRIBE_STRUCT(RosterKey, (), (roster_id))
/// Problem not_found for one that has ended.
Roster get_roster(db::Reader& reader, const Context& context, const RosterKey& input);

struct RosterInput {
    std::string name;
    std::optional<TeamId> team_id;
    std::string time_zone;
    std::vector<Layer> layers;
    std::vector<Requirement> requirements;
    std::optional<std::int64_t> rest_hours, week_hours;  ///< else 11, and any number
    static constexpr Rule rules[] = {{"name", 100},
                                     {"time_zone", 60},
                                     {"layers", 20},
                                     {"requirements", 50},
                                     {.field = "rest_hours", .min = 0, .max = 48},
                                     {.field = "week_hours", .min = 0, .max = 168}};
};
BOOST_DESCRIBE_STRUCT(RosterInput, (), (name, team_id, time_zone, layers, requirements, rest_hours, week_hours))
Roster create_roster(db::Tx& tx, const Context& context, const RosterInput& input);

/// A changed zone or layer holds from `from_at` on, now at the earliest, and replaces what was planned to hold from later on.
struct RosterChange {
    RosterId roster_id;
    Patch<std::string> name;
    Patch<TeamId> team_id;
    Patch<std::string> time_zone;
    Patch<std::vector<Layer>> layers;
    Patch<std::vector<Requirement>> requirements;
    Patch<std::int64_t> rest_hours, week_hours;
    std::optional<Instant> from_at;
    static constexpr Rule rules[] = {{"name", 100},
                                     {"time_zone", 60},
                                     {"layers", 20},
                                     {"requirements", 50},
                                     {.field = "rest_hours", .min = 0, .max = 48},
                                     {.field = "week_hours", .min = 0, .max = 168}};
};
BOOST_DESCRIBE_STRUCT(RosterChange, (), (roster_id, name, team_id, time_zone, layers, requirements, rest_hours, week_hours, from_at))
Roster change_roster(db::Tx& tx, const Context& context, const RosterChange& input);
void end_roster(db::Tx& tx, const Context& context, const RosterKey& input);

struct OverrideKey {
    RosterId roster_id;
    OverrideId override_id;
};
BOOST_DESCRIBE_STRUCT(OverrideKey, (), (roster_id, override_id))

struct OverrideInput {
    RosterId roster_id;
    AgentId agent_id;
    std::optional<OverrideKind> kind;  ///< else instead of `instead_of` if that is given, else beside
    std::optional<AgentId> instead_of;
    Instant from_at{}, to_at{};
    std::string note;
    static constexpr Rule rules[] = {{"note", 500, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(OverrideInput, (), (roster_id, agent_id, kind, instead_of, from_at, to_at, note))
Override create_override(db::Tx& tx, const Context& context, const OverrideInput& input);

/// Of one that has begun only its end moves.
struct OverrideChange {
    RosterId roster_id;
    OverrideId override_id;
    Patch<AgentId> agent_id;
    Patch<Instant> from_at, to_at;
    Patch<std::string> note;
    static constexpr Rule rules[] = {{"note", 500, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(OverrideChange, (), (roster_id, override_id, agent_id, from_at, to_at, note))
Override change_override(db::Tx& tx, const Context& context, const OverrideChange& input);
/// One that has begun ends now.
void end_override(db::Tx& tx, const Context& context, const OverrideKey& input);

/// Throws Problem invalid for agents who do not exist.
void check_agents(db::Reader& reader, const std::vector<AgentId>& agents, const std::string& field, FieldProblems& problems);
/// A time that is not over; what began before now begins now.
void check_times(const Context& context, Instant& from, Instant to);
void record_roster(db::Tx& tx, const Context& context, RosterId id, std::string_view type, const RawJson& payload);

}  // namespace goodhost::roster
