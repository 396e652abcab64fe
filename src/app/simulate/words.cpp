#include "app/simulate/words.hpp"

namespace goodhost::simulate {

namespace {

struct Meaning {
    std::string_view type, field, words;
};

constexpr Meaning meanings[] = {
    {"Scenario", "name", "Shown in the report."},
    {"Scenario", "seed", "The same scenario and seed give the same result to the byte; --seed goes before it. 1 when left out."},
    {"Scenario", "start", "The first day, 2026-03-02; it begins at midnight of the zone."},
    {"Scenario", "time_zone", "IANA name. Times of the scenario that name no zone are by its wall clock."},
    {"Scenario", "days", "How many days of the wall clock are simulated."},
    {"Scenario", "host", "What the host has arranged; a new host's arrangements where it says nothing."},
    {"Scenario", "edits", "What is arranged anew while clocks run."},
    {"Arranged", "cap_minutes", "How long anybody may be owed a word at most; a day when left out."},
    {"Arranged", "calendars", "Working hours that policies name."},
    {"Arranged", "policies",
     "One with the name of a policy of a new host (Critical, High, Normal, Low, Floor) changes that one, others are new."},
    {"Arranged", "routing", "The program gives tickets to people by a rule; without it people choose: each asks for the next one."},
    {"Arranged", "needs", "The level of skill, 1 to 5, that tickets of a category need; 1 where agents name their skills."},
    {"Arranged", "rosters", "Besides the shifts of the agents."},
    {"Arranged", "ladders", "One with the name of a ladder of a new host (Critical, Everything else) takes its place, others are new."},
    {"RoutingPlan", "rule", "score when left out."},
    {"RoutingPlan", "give_back_minutes",
     "After somebody has gone, what nobody has answered is given to others; 15 when left out, 0: never."},
    {"LayerPlan", "agents", "By turn with a rotation, else all of them together, within the hours if there are any."},
    {"LayerPlan", "shifts", "Who is on duty besides, each in its time."},
    {"RosterPlan", "on_call", "Its people do not work then: they are paged, and see to what they are paged for."},
    {"TargetPlan", "name", "Of an agent or a roster."},
    {"TargetPlan", "role", "lead, owner, agent."},
    {"StepPlan", "after_minutes", "After the step before it."},
    {"PolicyPlan", "calendar", "The name of one of the host's calendars; targets of the measure calendar count in it."},
    {"PolicyPlan", "targets", "What is left out is what the floor promises."},
    {"Aim", "measure", "wall_clock when left out; critical tickets know no calendar."},
    {"WorkingHours", "time_zone", "The scenario's when left out."},
    {"Arrivals", "per_day", "Tickets a day on average, spread by the weights of hours and weekdays."},
    {"Arrivals", "hours", "24 weights, the hour from midnight first; evenly when left out."},
    {"Arrivals", "weekdays", "7 weights, Monday first; evenly when left out."},
    {"Arrivals", "rates", "Instead of per_day: tickets on average in each of the 168 hours of the week, Monday 00:00 first."},
    {"Arrivals", "categories", "Weights by category."},
    {"Arrivals", "severities", "Weights by severity: critical, high, normal, low."},
    {"Arrivals", "languages", "Weights by language of the customer: en, ko, cy, uz, bn."},
    {"Arrivals", "tiers", "Weights by tier of the customer's service."},
    {"Arrivals", "channels", "Weights by channel; what comes by email can be late."},
    {"Arrivals", "bursts", "Many tickets within minutes, as after an outage."},
    {"Burst", "at", "Local time, 2026-03-02T09:30."},
    {"Burst", "minutes", "Within so many minutes all of them come."},
    {"Agent", "count", "So many alike, named by numbers."},
    {"Agent", "role", "agent, lead or owner; every host has an owner besides."},
    {"Agent", "time_zone", "Of the shifts; the scenario's when left out."},
    {"Agent", "shifts", "Weekly working time; none: never on duty."},
    {"Agent", "leave", "Days away, both ends included."},
    {"Agent", "skills", "Categories that the agent can work on; none: all."},
    {"Agent", "languages", "Languages of customers; none: all."},
    {"Agent", "handling", "How long the work on a ticket takes, by category; * for the rest. 20 minutes, p90 60, when left out."},
    {"Agent", "first_word",
     "How soon after taking a critical or high ticket that nobody has answered the agent says so; no such word when left out."},
    {"Agent", "patience_minutes", "Work that would take longer ends with a progress report and the ticket on hold."},
    {"Agent", "levels", "The level of a skill, 1 to 5, by category; 1 when left out."},
    {"Agent", "capacity", "So many tickets at most that wait for the agent's word are given to the agent by the program; 10."},
    {"Agent", "answers_pages", "How soon the agent says I see to it when paged, on duty or on call; 4 minutes, p90 12."},
    {"Agent", "answers_pages_off_duty", "The same off duty; when left out a page is not heard then."},
    {"Agent", "misses_pages", "The part of pages that are never heard; 0.05."},
    {"Shift", "weekdays", "None: every day."},
    {"Shift", "from", "By the wall clock, 09:00."},
    {"Shift", "to", "24:00 is the end of the day; an end that is not after the beginning is on the next day."},
    {"Leave", "from", "2026-03-02"},
    {"Leave", "to", "The last day of it."},
    {"Spread", "median_minutes", "Half of all are shorter."},
    {"Spread", "p90_minutes", "Nine of ten are shorter; three times the median when left out."},
    {"Work", "solves", "The part of pieces of work that end with a solution; 0.55 when left out."},
    {"Work", "holds", "The part that ends on hold with a report to come; 0.08. What is left ends with a question to the customer."},
    {"Work", "reassesses", "The part after which the severity is another one; 0.03."},
    {"Work", "report_after", "When the next report is promised; 4 hours, p90 10, when left out."},
    {"Work", "reading_in_minutes", "So much longer takes what somebody else has worked on; 0."},
    {"Work", "level_saves", "The part of the time that each level of skill above the first saves; 0."},
    {"Work", "unable_takes", "So many times as long takes what the agent lacks skill or language for; 2."},
    {"Customers", "of_each_kind", "Customers for each language and tier; 20 when left out."},
    {"Customers", "answers", "The part of questions that the customer answers; 0.75."},
    {"Customers", "solves",
     "The part of questions after which the customer calls it solved; 0.1. The rest stays silent and is closed with a word."},
    {"Customers", "reopens", "The part of solutions that the customer comes back on; 0.05. Later than a week it is a new ticket."},
    {"Customers", "duplicates", "The part of tickets that the customer writes a second time; 0.01. An agent merges them."},
    {"Customers", "answers_after", "3 hours, p90 25, when left out."},
    {"Customers", "reopens_after", "A day, p90 3.5, when left out."},
    {"Customers", "patience", "Who is not answered for so long asks again; 15 hours, p90 40, when left out."},
    {"Faults", "crashes", "The program is killed at a time and started again on the same database."},
    {"Faults", "random_crashes", "It is killed at random times in the middle of what it does."},
    {"Faults", "clock_jumps", "The clock of the machine is moved."},
    {"Faults", "vanishing", "An agent goes in the middle of the work and tells nobody."},
    {"Faults", "mail_delays", "Mails of customers arrive late."},
    {"ServerDown", "seconds", "So long it stays down."},
    {"RandomCrashes", "longest_seconds", "Each time it stays down for up to so long."},
    {"ClockJump", "seconds", "Forward, or with a minus back."},
    {"Vanishing", "agent", "The name of an agent of the scenario; of several alike the first."},
    {"Vanishing", "hours", "How long the agent is away."},
    {"Vanishing", "found_after_minutes", "How soon somebody finds the ticket that was in hand; an hour when left out."},
    {"Edit", "cap_minutes", "The cap from then on."},
    {"Edit", "policy", "A policy that is made, or changed, then."},
};

}  // namespace

std::string_view meaning_of(std::string_view type, std::string_view field) {
    for (auto& meaning : meanings)
        if (meaning.type == type && meaning.field == field) return meaning.words;
    return {};
}

}  // namespace goodhost::simulate
