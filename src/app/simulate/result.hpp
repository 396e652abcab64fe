#pragma once
#include <map>
#include <string>
#include <vector>

#include "platform/core/reflect.hpp"

/// What a simulation found. Its JSON is the same for the same scenario and seed, to the byte.
namespace goodhost::simulate {

struct Promise {
    std::int64_t kept = 0, broken = 0;  ///< broken: given late, or due and not given yet
    std::int64_t dropped = 0;           ///< owed no more: the customer called it solved, the ticket was merged
    std::int64_t running = 0;           ///< not due yet at the end
    std::int64_t late_seconds_max = 0;
    std::map<std::string, std::int64_t> reasons;  ///< of those that broke
};
BOOST_DESCRIBE_STRUCT(Promise, (), (kept, broken, dropped, running, late_seconds_max, reasons))

struct Promises {
    Promise first_response, next_response, report, resolution;
};
BOOST_DESCRIBE_STRUCT(Promises, (), (first_response, next_response, report, resolution))

/// Seconds.
struct Percentiles {
    std::int64_t count = 0, p50 = 0, p90 = 0, p99 = 0, max = 0;
};
BOOST_DESCRIBE_STRUCT(Percentiles, (), (count, p50, p90, p99, max))

struct Unattended {
    std::int64_t max_seconds = 0;
    std::int64_t over_cap = 0;           ///< waits that passed the cap
    std::int64_t owner_told_at_cap = 0;  ///< of those
    std::optional<std::int64_t> longest_ticket;
    std::optional<Instant> longest_since;
};
BOOST_DESCRIBE_STRUCT(Unattended, (), (max_seconds, over_cap, owner_told_at_cap, longest_ticket, longest_since))

struct Group {
    std::int64_t tickets = 0, kept = 0, broken = 0;
    Percentiles first_answer;
};
BOOST_DESCRIBE_STRUCT(Group, (), (tickets, kept, broken, first_answer))

struct AgentLoad {
    std::string name;
    double occupancy = 0, hours_on_duty = 0, hours_at_work = 0;
    std::int64_t tickets_taken = 0;
};
BOOST_DESCRIBE_STRUCT(AgentLoad, (), (name, occupancy, hours_on_duty, hours_at_work, tickets_taken))

/// How escalation called people. Seen to: somebody said so, took the ticket, or answered.
struct Pages {
    std::int64_t count = 0, running = 0;
    std::int64_t told = 0;  ///< persons, each time that one was told
    std::map<std::string, std::int64_t> endings, seen_to_at, seen_to_by;
    Percentiles seen_to_after;  ///< the beginning of the page
};
BOOST_DESCRIBE_STRUCT(Pages, (), (count, running, told, endings, seen_to_at, seen_to_by, seen_to_after))

struct Fairness {
    double gini_of_work = 0;     ///< between agents, of the part of their duty that was work: 0 is even
    double most_over_mean = 0;   ///< the busiest agent against the mean
    double tiers_p90_ratio = 0;  ///< first answers: the tier that waits longest against the one that waits shortest
};
BOOST_DESCRIBE_STRUCT(Fairness, (), (gini_of_work, most_over_mean, tiers_p90_ratio))

struct FaultsThatHappened {
    std::int64_t crashes = 0, lost_calls = 0, clock_jumps = 0, vanished_agents = 0, delayed_mails = 0;
};
BOOST_DESCRIBE_STRUCT(FaultsThatHappened, (), (crashes, lost_calls, clock_jumps, vanished_agents, delayed_mails))

struct Course {
    std::int64_t answers = 0, reopened = 0, merged = 0, follow_ups = 0, edits = 0, open_at_end = 0;
};
BOOST_DESCRIBE_STRUCT(Course, (), (answers, reopened, merged, follow_ups, edits, open_at_end))

struct Day {
    std::string date;
    std::int64_t tickets = 0, kept = 0, broken = 0, longest_wait_seconds = 0;
};
BOOST_DESCRIBE_STRUCT(Day, (), (date, tickets, kept, broken, longest_wait_seconds))

/// By the hour of the week in the scenario's zone, Monday 00:00 first.
struct HourOfWeek {
    std::int64_t tickets = 0, broken = 0;
};
BOOST_DESCRIBE_STRUCT(HourOfWeek, (), (tickets, broken))

struct Result {
    std::string scenario;
    std::int64_t seed = 0;
    Instant from{}, to{};
    std::int64_t tickets = 0;
    Promises promises;
    Unattended unattended;
    std::int64_t escalations = 0;  ///< times that people were told because a word was owed for long, or a promise was at risk
    std::map<std::string, std::int64_t> escalations_by_kind;
    Pages pages;
    double occupancy = 0;  ///< of the time on duty, the part at work
    Fairness fairness;
    std::map<std::string, Group> by_tier, by_severity;
    std::map<std::string, Percentiles> waits;  ///< first_response, next_response: from the word to the answer
    std::vector<AgentLoad> by_agent;
    Course course;
    FaultsThatHappened faults;
    std::int64_t entries = 0;
    bool chain_intact = false;
    std::vector<std::string> violations;  ///< what may never be
    std::vector<Day> by_day;
    std::vector<HourOfWeek> by_hour_of_week;
};
BOOST_DESCRIBE_STRUCT(Result, (),
                      (scenario, seed, from, to, tickets, promises, unattended, escalations, escalations_by_kind, pages, occupancy,
                       fairness, by_tier, by_severity, waits, by_agent, course, faults, entries, chain_intact, violations, by_day,
                       by_hour_of_week))

struct Scenario;
class World;
/// Reads what the world has left behind, after its run.
Result tally(World& world);
/// A world from its first moment to what it has left behind.
Result simulated(const Scenario& scenario, std::uint64_t seed);

/// A page that needs nothing else: figures and charts.
std::string report_of(const Result& result);
/// For a terminal.
std::string summary_of(const Result& result);

}  // namespace goodhost::simulate
