#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/core/zone.hpp"
#include "roster/roster.hpp"

/// Who is on duty when, from what a roster says: no clock, no database. Hand-offs and hours follow the wall clock of the roster's zone,
/// so a turn over a change of the clocks is an hour shorter or longer.
namespace goodhost::roster {

enum class Unit { hours, days, weeks };
BOOST_DESCRIBE_ENUM(Unit, hours, days, weeks)

/// Turns of `every` units from `starts_at`, a time of the wall clock such as `2026-11-23T08:00`; before it nobody has a turn.
struct Rotation {
    std::int64_t every = 1;
    Unit unit = Unit::weeks;
    std::string starts_at;
    static constexpr Rule rules[] = {{.field = "every", .min = 1, .max = 1'000}, {"starts_at", 16}};
};
BOOST_DESCRIBE_STRUCT(Rotation, (), (every, unit, starts_at))

/// Hours of every week. One whose end is not after its beginning ends on the next day.
struct WeekHours {
    Weekday weekday = Weekday::monday;
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(WeekHours, (), (weekday, from, to))

struct Shift {
    Weekday weekday = Weekday::monday;
    std::string from;
    std::string to;
    std::vector<AgentId> agents;  ///< all of them together
    static constexpr Rule rules[] = {{"from", 5}, {"to", 5}, {"agents", 100}};
};
BOOST_DESCRIBE_STRUCT(Shift, (), (weekday, from, to, agents))

/// With a rotation one of `agents` is on duty by turn, without one they all are; both within `hours`, if there are any. Those of
/// `shifts` are on duty besides, each in its time.
struct Layer {
    std::string name;
    std::vector<AgentId> agents;
    std::optional<Rotation> rotation;
    std::vector<WeekHours> hours;
    std::vector<Shift> shifts;
    static constexpr Rule rules[] = {{"name", 100}, {"agents", 200}, {"hours", 100}, {"shifts", 200}};
};
BOOST_DESCRIBE_STRUCT(Layer, (), (name, agents, rotation, hours, shifts))

/// What holds from a moment on, until the next plan does.
struct Plan {
    Instant from_at{};
    std::string time_zone;
    std::vector<Layer> layers;  ///< the last-listed one that has somebody wins
};
BOOST_DESCRIBE_STRUCT(Plan, (), (from_at, time_zone, layers))

enum class OverrideKind {
    instead,  ///< of one person, wherever that one is on duty
    beside,   ///< of whoever is on duty
    alone,    ///< instead of everybody
};
BOOST_DESCRIBE_ENUM(OverrideKind, instead, beside, alone)

struct Override {
    OverrideId id;
    AgentId agent_id;
    OverrideKind kind = OverrideKind::instead;
    std::optional<AgentId> instead_of;
    Instant from_at{}, to_at{};
    std::string note;
};
BOOST_DESCRIBE_STRUCT(Override, (), (id, agent_id, kind, instead_of, from_at, to_at, note))

struct Absence {
    AgentId agent_id;
    Instant from_at{}, to_at{};
};
BOOST_DESCRIBE_STRUCT(Absence, (), (agent_id, from_at, to_at))

/// All that decides about one roster. Plans in the order of their beginning, overrides in the order in which they were made.
struct DutyFacts {
    std::vector<Plan> plans;
    std::vector<Override> overrides;
    std::vector<Absence> absences;
    std::optional<Instant> ended_at;
};

/// All that is wrong with a plan, by field.
void check_plan(const Plan& plan, FieldProblems& problems);

/// Somebody on duty at a moment, and why.
struct Present {
    AgentId agent_id;
    std::string layer;  ///< empty for an override
    std::optional<OverrideId> override_id;
    bool operator==(const Present&) const = default;
};

struct DutySpan {
    AgentId agent_id;
    Instant from_at{}, to_at{};
    std::string layer;
    std::optional<OverrideId> override_id;
};
BOOST_DESCRIBE_STRUCT(DutySpan, (), (agent_id, from_at, to_at, layer, override_id))

/// Facts made ready for questions. Immutable; any thread.
class Duty {
  public:
    /// The plans must have passed check_plan.
    explicit Duty(const DutyFacts& facts);

    std::vector<Present> on_duty(Instant at) const;
    /// Everybody's time on duty between two instants, cut there; by beginning.
    std::vector<DutySpan> spans(Instant from, Instant to) const;

  private:
    /// Minutes from the midnight that begins `weekday`; the end may lie on the next day.
    struct Hours {
        Weekday weekday = Weekday::monday;
        std::int64_t from = 0, to = 0;
        bool contains(WallTime at) const;
    };
    struct Turns {
        WallTime start;
        Duration length{};
    };
    struct ReadyShift {
        Hours hours;
        std::vector<AgentId> agents;
    };
    struct ReadyLayer {
        std::string name;
        std::vector<AgentId> agents;
        std::optional<Turns> turns;
        std::vector<Hours> hours;
        std::vector<ReadyShift> shifts;
    };
    struct ReadyPlan {
        Instant from_at{};
        Zone zone;
        std::vector<ReadyLayer> layers;
    };

    static Hours ready(Weekday weekday, const std::string& from, const std::string& to);
    static ReadyLayer ready(const Layer& layer);
    const ReadyPlan* plan_at(Instant at) const;
    static std::vector<Present> of_layer(const ReadyPlan& plan, const ReadyLayer& layer, Instant at);
    static std::int64_t turn_at(const Zone& zone, const Turns& turns, Instant at);
    void apply_overrides(std::vector<Present>& people, Instant at, bool only_instead) const;
    bool absent(AgentId agent, Instant at) const;
    std::vector<Instant> changes(Instant from, Instant to) const;
    static void add_changes(std::vector<Instant>& found, const ReadyPlan& plan, const Zone::Stretch& stretch);
    static void add_turns(std::vector<Instant>& found, const ReadyPlan& plan, const Turns& turns, const Zone::Stretch& stretch);

    std::vector<ReadyPlan> plans_;
    std::vector<Override> overrides_;
    std::vector<Absence> absences_;
    std::optional<Instant> ended_at_;
};

}  // namespace goodhost::roster
