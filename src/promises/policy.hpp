#pragma once
#include <optional>
#include <string>
#include <vector>

#include "promises/promises.hpp"
#include "tickets/conditions.hpp"

/// Which promises a ticket has: no clock, no input or output.
namespace goodhost::promises {

enum class Measure { wall_clock, calendar };
BOOST_DESCRIBE_ENUM(Measure, wall_clock, calendar)

struct Target {
    std::int64_t minutes = 0;
    Measure measure = Measure::wall_clock;
    static constexpr Rule rules[] = {{.field = "minutes", .min = 1, .max = 525'600}};
};
BOOST_DESCRIBE_STRUCT(Target, (), (minutes, measure))

/// What is left out is what the floor promises.
struct Targets {
    std::optional<Target> first_response, next_response, report, resolution;
};
BOOST_DESCRIBE_STRUCT(Targets, (), (first_response, next_response, report, resolution))

struct Conditions : tickets::CommonConditions {
    std::vector<hosting::Tier> tiers;
    std::vector<tickets::Channel> channels;
    std::vector<accounts::CustomerId> customer_ids;
    std::vector<std::string> languages;
    static constexpr Rule rules[] = {{"severities", 4}, {"categories", 100},    {"tiers", 7},     {"brand_ids", 1000},
                                     {"channels", 5},   {"customer_ids", 1000}, {"languages", 50}};
};
BOOST_DESCRIBE_STRUCT(Conditions, (tickets::CommonConditions), (tiers, channels, customer_ids, languages))

/// `floor`: stands below all others; no policy promises less.
struct Policy {
    PolicyId id;
    std::string name;
    std::int64_t position = 0;
    Conditions conditions;
    Targets targets;
    std::optional<CalendarId> calendar_id;
    bool pause_while_waiting = true;  ///< waiting for the customer stops the clock of the resolution, and no other
    bool floor = false;
    bool active = true;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Policy, (), (id, name, position, conditions, targets, calendar_id, pause_while_waiting, floor, active, created_at))

/// What of a ticket policies ask for.
struct Facts {
    TicketId id;
    BrandId brand_id;
    tickets::Severity severity = tickets::Severity::normal;
    std::string category;
    std::optional<hosting::Tier> tier;
    tickets::Channel channel = tickets::Channel::portal;
    std::optional<accounts::CustomerId> customer_id;
    std::string language;
    tickets::Status status = tickets::Status::new_;
    std::optional<TicketId> merged_into;
    std::optional<Instant> unanswered_since, next_report_at, owed_since;
    Instant created_at{};
    std::optional<PromiseKind> promise_kind;
    std::optional<Instant> promise_due_at;
    std::optional<Instant> promise_half_at, promise_most_at, promise_late_at;
    std::optional<accounts::TeamId> team_id;
    std::optional<accounts::AgentId> assignee_id;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (id, brand_id, severity, category, tier, channel, customer_id, language, status, merged_into, unanswered_since,
                       next_report_at, owed_since, created_at, promise_kind, promise_due_at, promise_half_at, promise_most_at,
                       promise_late_at, team_id, assignee_id))

bool matches(const Conditions& conditions, const Facts& facts);

/// The first policy in order that matches, and the floor. Both borrowed from the list.
struct Chosen {
    const Policy* policy = nullptr;
    const Policy* floor = nullptr;
};
Chosen choose(const std::vector<Policy>& in_order, const Facts& facts);

/// What is promised by one policy; the calendar does not count for what is critical.
std::optional<Target> target_of(const Policy& policy, PromiseKind kind, tickets::Severity severity);

}  // namespace goodhost::promises
