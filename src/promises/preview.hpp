#pragma once
#include "promises/outcomes.hpp"
#include "promises/policy.hpp"

/// What policies that nobody has saved yet would have done: the tickets of the last thirty days are reckoned anew, once by the policies
/// that stand and once by those that are thought of. Starts, pauses and ends of promises are what they were; who would have answered
/// sooner or later is not guessed. Nothing is written.
namespace goodhost::promises {

/// In place of the policy `policy_id`, or besides those that there are.
struct PolicyThought {
    std::optional<PolicyId> policy_id;
    std::string name;
    std::optional<std::int64_t> position;  ///< else its own, or before the floor
    Conditions conditions;
    Targets targets;
    std::optional<CalendarId> calendar_id;
    std::optional<bool> pause_while_waiting, active;
    static constexpr Rule rules[] = {{"name", 100}, {.field = "position", .min = 1, .max = 100'000}};
};
BOOST_DESCRIBE_STRUCT(PolicyThought, (), (policy_id, name, position, conditions, targets, calendar_id, pause_while_waiting, active))

struct PreviewInput {
    std::vector<PolicyThought> policies;
    std::vector<PolicyId> without;  ///< that would be deleted
    static constexpr Rule rules[] = {{"policies", 50}, {"without", 50}};
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (), (policies, without))

struct PreviewFigures {
    std::int64_t due = 0, kept = 0, broken = 0;
};
BOOST_DESCRIBE_STRUCT(PreviewFigures, (), (due, kept, broken))

struct PreviewKind {
    PromiseKind kind = PromiseKind::first_response;
    PreviewFigures now, planned;
};
BOOST_DESCRIBE_STRUCT(PreviewKind, (), (kind, now, planned))

/// A promise whose outcome would be another one; `kept_*` is empty where nothing was due.
struct PreviewDifference {
    TicketId ticket_id;
    std::string subject;
    tickets::Severity severity = tickets::Severity::normal;
    PromiseKind kind = PromiseKind::first_response;
    std::string policy_now, policy_planned;
    std::optional<Instant> due_now, due_planned;
    std::optional<bool> kept_now, kept_planned;
};
BOOST_DESCRIBE_STRUCT(PreviewDifference, (),
                      (ticket_id, subject, severity, kind, policy_now, policy_planned, due_now, due_planned, kept_now, kept_planned))

struct PolicyPreview {
    Instant from{};
    std::int64_t tickets = 0;  ///< looked at, the newest
    bool older_left_out = false;
    std::vector<PreviewKind> kinds;
    std::int64_t differences = 0;
    std::vector<PreviewDifference> items;  ///< the first hundred of them, newest ticket first
};
BOOST_DESCRIBE_STRUCT(PolicyPreview, (), (from, tickets, older_left_out, kinds, differences, items))
PolicyPreview preview_policies(db::Reader& reader, const Context& context, const PreviewInput& input);

}  // namespace goodhost::promises
