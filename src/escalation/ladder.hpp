#pragma once
#include "escalation/escalation.hpp"
#include "platform/trail/trail.hpp"
#include "tickets/conditions.hpp"

/// The rules of ladders: no clock, no input or output.
namespace goodhost::escalation {

struct Conditions : tickets::CommonConditions {
    std::vector<accounts::TeamId> team_ids;
    static constexpr Rule rules[] = {{"severities", 10}, {"categories", 100}, {"brand_ids", 100}, {"team_ids", 100}};
};
BOOST_DESCRIBE_STRUCT(Conditions, (tickets::CommonConditions), (team_ids))

/// team without an id: the team of the ticket. roster: who is on duty there; without an id on any roster of the ticket's team, or on any
/// at all when the ticket has no team.
enum class TargetKind { assignee, team, role, agent, roster };
BOOST_DESCRIBE_ENUM(TargetKind, assignee, team, role, agent, roster)

struct Target {
    TargetKind kind = TargetKind::assignee;
    std::optional<std::int64_t> id;   ///< of an agent, team or roster
    std::optional<std::string> role;  ///< the key of a built-in role: `lead`
    static constexpr Rule rules[] = {{"role", 40}};
};
BOOST_DESCRIBE_STRUCT(Target, (), (kind, id, role))

struct Step {
    std::int64_t after_minutes = 0;  ///< after the step before it; the first: after what made the page
    std::vector<Target> targets;
    std::vector<Means> means;
    static constexpr Rule rules[] = {{.field = "after_minutes", .min = 0, .max = 1'440}, {"targets", 20}, {"means", 4}};
};
BOOST_DESCRIBE_STRUCT(Step, (), (after_minutes, targets, means))

struct Ladder {
    LadderId id;
    std::string name;
    std::int64_t position = 0;
    Conditions conditions;
    std::vector<Trigger> triggers;
    std::vector<Step> steps;
    std::int64_t repeats = 0;  ///< how often all steps come again after the first time
    std::int64_t repeat_minutes = 0;
    bool active = true;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Ladder, (), (id, name, position, conditions, triggers, steps, repeats, repeat_minutes, active, created_at))

/// What of a ticket decides who is told.
struct Facts {
    TicketId id;
    BrandId brand_id;
    std::string subject;
    tickets::Severity severity = tickets::Severity::normal;
    std::string category;
    tickets::Status status = tickets::Status::new_;
    std::optional<TicketId> merged_into;
    std::optional<accounts::TeamId> team_id;
    std::optional<AgentId> assignee_id;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (id, brand_id, subject, severity, category, status, merged_into, team_id, assignee_id))

/// The first active one that fits; null: nobody is told.
const Ladder* choose(const std::vector<Ladder>& in_order, const Facts& facts, Trigger trigger);

/// The round and step of a climb, from 0.
struct Rung {
    std::int64_t round = 0, step = 0;
    auto operator<=>(const Rung&) const = default;
};
/// What is climbed: the steps as they were when the page began.
struct Climb {
    std::vector<Step> steps;
    std::int64_t repeats = 0, repeat_minutes = 0;
};
/// The rung after this one and how long it waits for an answer before; none: that was the last.
struct Onward {
    Rung rung;
    Duration after{};
};
std::optional<Onward> after(const Climb& climb, const Rung& rung);

/// What an entry of a ticket's stream asks for.
struct Cause {
    Trigger trigger = Trigger::critical_opened;
    std::vector<std::string> promises;
};
std::optional<Cause> cause_of(const trail::Entry& entry);
/// Whether an entry ends a page: a person of the host has it in hand, or nothing is left to do.
std::optional<Ending> ending_of(const trail::Entry& entry, Trigger trigger);

}  // namespace goodhost::escalation
