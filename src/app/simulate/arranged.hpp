#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "escalation/ladder.hpp"
#include "platform/core/reflect.hpp"
#include "promises/calendar.hpp"
#include "promises/policy.hpp"
#include "roster/duty.hpp"
#include "routing/score.hpp"

/// What the host of a scenario has arranged, in the words of the slices. People are named as in the scenario: one who stands for several
/// alike means all of them.
namespace goodhost::simulate {

/// Working time that comes back every week. A shift whose end is not after its beginning ends on the next day.
struct Shift {
    std::vector<Weekday> weekdays;  ///< none: every day
    std::string from, to;
    static constexpr Rule rules[] = {{"from", 5}, {"to", 5}, {"weekdays", 7}};
};
BOOST_DESCRIBE_STRUCT(Shift, (), (weekdays, from, to))

struct WorkingHours {
    std::string name;
    std::optional<std::string> time_zone;
    std::vector<Shift> hours;
    std::vector<promises::Holiday> holidays;
    static constexpr Rule rules[] = {{"name", 100}, {"time_zone", 60}, {"hours", 50}, {"holidays", 1000}};
};
BOOST_DESCRIBE_STRUCT(WorkingHours, (), (name, time_zone, hours, holidays))

struct Aim {
    std::int64_t minutes = 0;
    std::optional<promises::Measure> measure;
    static constexpr Rule rules[] = {{.field = "minutes", .min = 1, .max = 525'600}};
};
BOOST_DESCRIBE_STRUCT(Aim, (), (minutes, measure))

struct Aims {
    std::optional<Aim> first_response, next_response, report, resolution;
};
BOOST_DESCRIBE_STRUCT(Aims, (), (first_response, next_response, report, resolution))

/// One that has the name of a policy of a new host (Critical, High, Normal, Low, Floor) changes that one.
struct PolicyPlan {
    std::string name;
    std::optional<std::int64_t> position;
    promises::Conditions conditions;
    Aims targets;
    std::optional<std::string> calendar;
    std::optional<bool> pause_while_waiting, active;
    static constexpr Rule rules[] = {{"name", 100}, {.field = "position", .min = 1, .max = 100'000}, {"calendar", 100}};
};
BOOST_DESCRIBE_STRUCT(PolicyPlan, (), (name, position, conditions, targets, calendar, pause_while_waiting, active))

/// The program gives tickets by this rule.
struct RoutingPlan {
    std::optional<routing::Rule> rule;
    std::optional<std::int64_t> give_back_minutes;
    static constexpr Rule rules[] = {{.field = "give_back_minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(RoutingPlan, (), (rule, give_back_minutes))

struct ShiftOf {
    std::vector<Weekday> weekdays;  ///< none: every day
    std::string from, to;
    std::vector<std::string> agents;
    static constexpr Rule rules[] = {{"from", 5}, {"to", 5}, {"weekdays", 7}, {"agents", 200}};
};
BOOST_DESCRIBE_STRUCT(ShiftOf, (), (weekdays, from, to, agents))

struct LayerPlan {
    std::string name;
    std::vector<std::string> agents;
    std::optional<roster::Rotation> rotation;
    std::vector<Shift> hours;
    std::vector<ShiftOf> shifts;
    static constexpr Rule rules[] = {{"name", 100}, {"agents", 200}, {"hours", 100}, {"shifts", 200}};
};
BOOST_DESCRIBE_STRUCT(LayerPlan, (), (name, agents, rotation, hours, shifts))

/// A roster in the program's own terms: layers, of which the last-listed one that has somebody wins. The shifts of agents are one, too.
struct RosterPlan {
    std::string name;
    std::optional<std::string> time_zone;
    std::vector<LayerPlan> layers;
    std::optional<bool> on_call;
    static constexpr Rule rules[] = {{"name", 100}, {"time_zone", 60}, {"layers", 20}};
};
BOOST_DESCRIBE_STRUCT(RosterPlan, (), (name, time_zone, layers, on_call))

struct TargetPlan {
    escalation::TargetKind kind = escalation::TargetKind::assignee;
    std::optional<std::string> name, role;
    static constexpr Rule rules[] = {{"name", 100}, {"role", 40}};
};
BOOST_DESCRIBE_STRUCT(TargetPlan, (), (kind, name, role))

struct StepPlan {
    std::int64_t after_minutes = 0;
    std::vector<TargetPlan> targets;
    std::vector<escalation::Means> means;
    static constexpr Rule rules[] = {{.field = "after_minutes", .min = 0, .max = 1'440}, {"targets", 20}, {"means", 3}};
};
BOOST_DESCRIBE_STRUCT(StepPlan, (), (after_minutes, targets, means))

/// A ticket fits when it is in every list that names anything.
struct LadderFor {
    std::vector<tickets::Severity> severities;
    std::vector<std::string> categories;
    static constexpr Rule rules[] = {{"severities", 4}, {"categories", 100}};
};
BOOST_DESCRIBE_STRUCT(LadderFor, (), (severities, categories))

/// One that has the name of a ladder of a new host (Critical, Everything else) takes its place.
struct LadderPlan {
    std::string name;
    LadderFor conditions;
    std::vector<escalation::Trigger> triggers;
    std::vector<StepPlan> steps;
    std::optional<std::int64_t> repeats, repeat_minutes;
    std::optional<bool> active;
    static constexpr Rule rules[] = {{"name", 100},
                                     {"triggers", 10},
                                     {"steps", 10},
                                     {.field = "repeats", .min = 0, .max = 10},
                                     {.field = "repeat_minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(LadderPlan, (), (name, conditions, triggers, steps, repeats, repeat_minutes, active))

struct Arranged {
    std::optional<std::int64_t> cap_minutes;
    std::vector<WorkingHours> calendars;
    std::vector<PolicyPlan> policies;
    std::optional<RoutingPlan> routing;
    std::map<std::string, std::int64_t> needs;
    std::vector<RosterPlan> rosters;
    std::vector<LadderPlan> ladders;
    static constexpr Rule rules[] = {
        {.field = "cap_minutes", .min = 15, .max = 1'440}, {"calendars", 100}, {"policies", 100}, {"rosters", 100}, {"ladders", 100}};
};
BOOST_DESCRIBE_STRUCT(Arranged, (), (cap_minutes, calendars, policies, routing, needs, rosters, ladders))

std::vector<promises::Span> spans_of(const std::vector<Shift>& shifts);

}  // namespace goodhost::simulate
