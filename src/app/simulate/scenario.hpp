#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/simulate/arranged.hpp"

/// What a simulation is told: docs/guides/simulate.md. Times without a zone are those of the scenario's zone.
namespace goodhost::simulate {

/// A time that varies: half of all are shorter than the median, nine of ten shorter than p90 (else three times the median).
struct Spread {
    double median_minutes = 0;
    std::optional<double> p90_minutes;
    static constexpr Rule rules[] = {{.field = "median_minutes", .min = 0, .max = 525'600},
                                     {.field = "p90_minutes", .min = 0, .max = 525'600}};
};
BOOST_DESCRIBE_STRUCT(Spread, (), (median_minutes, p90_minutes))

using Weights = std::map<std::string, double>;

struct Burst {
    std::string at;  ///< `2026-03-02T09:00`
    std::int64_t tickets = 0;
    double minutes = 0;
    std::optional<std::string> category, severity;
    static constexpr Rule rules[] = {
        {"at", 19}, {.field = "tickets", .min = 1, .max = 100'000}, {.field = "minutes", .min = 0, .max = 10'080}, {"category", 60}};
};
BOOST_DESCRIBE_STRUCT(Burst, (), (at, tickets, minutes, category, severity))

struct Arrivals {
    std::optional<double> per_day;
    std::vector<double> hours;     ///< 24 weights
    std::vector<double> weekdays;  ///< 7 weights, Monday first
    std::vector<double> rates;     ///< tickets in each of the 168 hours of the week, Monday 00:00 first
    Weights categories, severities, languages, tiers, channels;
    std::vector<Burst> bursts;
    static constexpr Rule rules[] = {{.field = "per_day", .min = 0, .max = 1'000'000},
                                     {.field = "hours", .max_length = 24, .min = 0},
                                     {.field = "weekdays", .max_length = 7, .min = 0},
                                     {.field = "rates", .max_length = 168, .min = 0},
                                     {"bursts", 1000}};
};
BOOST_DESCRIBE_STRUCT(Arrivals, (), (per_day, hours, weekdays, rates, categories, severities, languages, tiers, channels, bursts))

/// Days, both included.
struct Leave {
    std::string from, to;
    static constexpr Rule rules[] = {{"from", 10}, {"to", 10}};
};
BOOST_DESCRIBE_STRUCT(Leave, (), (from, to))

struct Agent {
    std::string name;
    std::optional<std::int64_t> count;  ///< so many alike
    std::optional<std::string> role;    ///< `agent`, `lead`, `owner`
    std::optional<std::string> time_zone;
    std::vector<Shift> shifts;
    std::vector<Leave> leave;
    std::vector<std::string> skills;             ///< categories; none: all
    std::vector<std::string> languages;          ///< none: all
    std::map<std::string, Spread> handling;      ///< by category; `*` for the rest
    std::optional<Spread> first_word;            ///< how soon somebody says `we are on it` to what is critical or high
    std::optional<double> patience_minutes;      ///< what takes longer is put on hold with a report
    std::map<std::string, std::int64_t> levels;  ///< of the skills, by category
    std::optional<std::int64_t> capacity;
    std::optional<Spread> answers_pages, answers_pages_off_duty;
    std::optional<double> misses_pages;
    static constexpr Rule rules[] = {{"name", 100},
                                     {.field = "count", .min = 1, .max = 500},
                                     {"time_zone", 60},
                                     {"shifts", 50},
                                     {"leave", 200},
                                     {"skills", 100},
                                     {"languages", 20},
                                     {.field = "patience_minutes", .min = 1, .max = 10'080},
                                     {.field = "capacity", .min = 0, .max = 100},
                                     {.field = "misses_pages", .min = 0, .max = 1}};
};
BOOST_DESCRIBE_STRUCT(Agent, (),
                      (name, count, role, time_zone, shifts, leave, skills, languages, handling, first_word, patience_minutes, levels,
                       capacity, answers_pages, answers_pages_off_duty, misses_pages))

/// How often the work on a ticket ends in which way.
struct Work {
    std::optional<double> solves, holds, reassesses;
    std::optional<Spread> report_after;
    std::optional<double> reading_in_minutes;  ///< for a ticket that somebody else has worked on
    std::optional<double> level_saves;         ///< the part of the time that each level of skill above the first saves
    std::optional<double> unable_takes;        ///< times as long as who is able
    static constexpr Rule rules[] = {{.field = "solves", .min = 0, .max = 1},
                                     {.field = "holds", .min = 0, .max = 1},
                                     {.field = "reassesses", .min = 0, .max = 1},
                                     {.field = "reading_in_minutes", .min = 0, .max = 600},
                                     {.field = "unable_takes", .min = 1, .max = 20}};
};
BOOST_DESCRIBE_STRUCT(Work, (), (solves, holds, reassesses, report_after, reading_in_minutes, level_saves, unable_takes))

struct Customers {
    std::optional<std::int64_t> of_each_kind;  ///< customers for each language and tier
    std::optional<double> answers, solves, reopens, duplicates;
    std::optional<Spread> answers_after, reopens_after, patience;
    static constexpr Rule rules[] = {{.field = "of_each_kind", .min = 1, .max = 1000},
                                     {.field = "answers", .min = 0, .max = 1},
                                     {.field = "solves", .min = 0, .max = 1},
                                     {.field = "reopens", .min = 0, .max = 1},
                                     {.field = "duplicates", .min = 0, .max = 1}};
};
BOOST_DESCRIBE_STRUCT(Customers, (), (of_each_kind, answers, solves, reopens, duplicates, answers_after, reopens_after, patience))

struct ServerDown {
    std::string at;
    double seconds = 0;
    static constexpr Rule rules[] = {{"at", 19}, {.field = "seconds", .min = 0, .max = 604'800}};
};
BOOST_DESCRIBE_STRUCT(ServerDown, (), (at, seconds))

struct RandomCrashes {
    double per_day = 0;
    double longest_seconds = 0;
    static constexpr Rule rules[] = {{.field = "per_day", .min = 0, .max = 1000}, {.field = "longest_seconds", .min = 0, .max = 604'800}};
};
BOOST_DESCRIBE_STRUCT(RandomCrashes, (), (per_day, longest_seconds))

struct ClockJump {
    std::string at;
    double seconds = 0;  ///< forward, or back
    static constexpr Rule rules[] = {{"at", 19}, {.field = "seconds", .min = -604'800, .max = 604'800}};
};
BOOST_DESCRIBE_STRUCT(ClockJump, (), (at, seconds))

/// Somebody goes in the middle of the work and tells nobody; what was in hand is found after a while.
struct Vanishing {
    std::string agent;
    std::string at;
    double hours = 0;
    std::optional<double> found_after_minutes;
    static constexpr Rule rules[] = {
        {"agent", 100}, {"at", 19}, {.field = "hours", .min = 0, .max = 8'760}, {.field = "found_after_minutes", .min = 0, .max = 10'080}};
};
BOOST_DESCRIBE_STRUCT(Vanishing, (), (agent, at, hours, found_after_minutes))

struct MailDelay {
    std::string from, to;
    Spread delay;
    static constexpr Rule rules[] = {{"from", 19}, {"to", 19}};
};
BOOST_DESCRIBE_STRUCT(MailDelay, (), (from, to, delay))

struct Faults {
    std::vector<ServerDown> crashes;
    std::optional<RandomCrashes> random_crashes;
    std::vector<ClockJump> clock_jumps;
    std::vector<Vanishing> vanishing;
    std::vector<MailDelay> mail_delays;
    static constexpr Rule rules[] = {{"crashes", 1000}, {"clock_jumps", 1000}, {"vanishing", 1000}, {"mail_delays", 1000}};
};
BOOST_DESCRIBE_STRUCT(Faults, (), (crashes, random_crashes, clock_jumps, vanishing, mail_delays))

struct Edit {
    std::string at;
    std::optional<std::int64_t> cap_minutes;
    std::optional<PolicyPlan> policy;
    static constexpr Rule rules[] = {{"at", 19}, {.field = "cap_minutes", .min = 15, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(Edit, (), (at, cap_minutes, policy))

struct Scenario {
    std::string name;
    std::optional<std::int64_t> seed;
    std::string start;  ///< `2026-03-02`
    std::string time_zone;
    std::int64_t days = 0;
    Arranged host;
    Arrivals arrivals;
    std::vector<Agent> agents;
    Work work;
    Customers customers;
    Faults faults;
    std::vector<Edit> edits;
    static constexpr Rule rules[] = {{"name", 200},
                                     {.field = "seed", .min = 0},
                                     {"start", 10},
                                     {"time_zone", 60},
                                     {.field = "days", .min = 1, .max = 1'100},
                                     {"agents", 500},
                                     {"edits", 1000}};
};
BOOST_DESCRIBE_STRUCT(Scenario, (), (name, seed, start, time_zone, days, host, arrivals, agents, work, customers, faults, edits))

/// Throws Problem invalid with all that is wrong, each by its path.
Scenario read_scenario(std::string_view text);

/// `2026-03-02` or `2026-03-02T09:30` by the wall clock of a zone. A time that a change of the clocks skips is the moment of the change.
std::optional<Instant> local_time(std::string_view text, const std::string& time_zone);

/// The JSON Schema of a scenario.
std::string scenario_schema();

}  // namespace goodhost::simulate
