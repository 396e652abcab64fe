#include "roster/staffing.hpp"

#include <algorithm>
#include <cmath>

#include "roster/queries.hpp"
#include "roster/reading.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::roster {

namespace {

using namespace std::chrono;

constexpr std::int64_t usual_weeks = 8;
constexpr double minutes_of_hour = 60, seconds_of_hour = 3600, percent = 100;

struct ArrivalRow {
    std::int64_t hour = 0;  ///< since 1970
    tickets::Channel channel = tickets::Channel::portal;
    std::int64_t tickets = 0;
};
BOOST_DESCRIBE_STRUCT(ArrivalRow, (), (hour, channel, tickets))

std::size_t hour_of_week(const Zone& zone, Instant at) {
    auto wall = zone.wall(at);
    auto day = floor<days>(wall);
    return static_cast<std::size_t>(weekday_of(day)) * 24 + static_cast<std::size_t>(floor<hours>(wall - day).count());
}

Arrivals load_arrivals(db::Reader& reader, const Context& context, const RosterRow& roster, const Zone& zone, std::int64_t weeks) {
    auto to = floor<hours>(context.now());
    db::Query query(sql::list_arrivals, Instant{to - days{7 * weeks}}, Instant{to});
    if (roster.team_id) query.add(sql::of_team, *roster.team_id);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::in_brands, scope);
    Arrivals arrivals;
    for (auto& row : reader.list<ArrivalRow>(query)) {
        bool call = row.channel == tickets::Channel::chat || row.channel == tickets::Channel::phone;
        auto& hour = (call ? arrivals.calls : arrivals.tickets)[hour_of_week(zone, Instant{hours{row.hour}})];
        hour += static_cast<double>(row.tickets) / static_cast<double>(weeks);
    }
    return arrivals;
}

/// How many are on duty on average within an hour.
double rostered_in(const std::vector<DutySpan>& spans, Instant from) {
    Duration total{};
    for (auto& span : spans) {
        auto begins = std::max(span.from_at, from), ends = std::min<Instant>(span.to_at, from + hours{1});
        if (begins < ends) total += ends - begins;
    }
    return static_cast<double>(total.count()) / static_cast<double>(Duration{hours{1}}.count());
}

Workload workload_of(const StaffingQuery& input) {
    Workload load;
    load.ticket_minutes = input.ticket_minutes.value_or(load.ticket_minutes);
    load.deadline_hours = input.deadline_hours.value_or(load.deadline_hours);
    load.call_minutes = input.call_minutes.value_or(load.call_minutes);
    load.answer_seconds = input.answer_seconds.value_or(load.answer_seconds);
    load.answer_percent = input.answer_percent.value_or(load.answer_percent);
    load.patience_seconds = input.patience_seconds.value_or(load.patience_seconds);
    load.abandon_percent = input.abandon_percent.value_or(load.abandon_percent);
    load.shrinkage_percent = input.shrinkage_percent.value_or(load.shrinkage_percent);
    return load;
}

double share_of(std::int64_t percents) { return static_cast<double>(percents) / percent; }

Queue queue_of(double calls, const Workload& load) {
    return {calls / seconds_of_hour, static_cast<double>(load.call_minutes) * minutes_of_hour, 0};
}

std::int64_t call_people(double calls, const Workload& load) {
    Target target{share_of(load.answer_percent), static_cast<double>(load.answer_seconds)};
    auto queue = queue_of(calls, load);
    if (load.patience_seconds == 0) return agents_needed(queue, target);
    return agents_needed_by_patience(queue, {target, static_cast<double>(load.patience_seconds), share_of(load.abandon_percent)});
}

}  // namespace

std::array<HourNeed, hours_of_week> needs_of(const Arrivals& arrivals, const Workload& load) {
    std::array<HourNeed, hours_of_week> needs;
    auto deadline = static_cast<std::size_t>(load.deadline_hours);
    for (std::size_t hour = 0; hour < hours_of_week; ++hour) {
        double waiting_work = 0;
        for (std::size_t before = 0; before < deadline; ++before)
            waiting_work += arrivals.tickets[(hour + hours_of_week - before) % hours_of_week];
        auto tickets = waiting_work / static_cast<double>(deadline) * static_cast<double>(load.ticket_minutes) / minutes_of_hour;
        auto people = tickets + static_cast<double>(call_people(arrivals.calls[hour], load));
        needs[hour] = {arrivals.tickets[hour], arrivals.calls[hour], tickets, people,
                       agents_planned(people, share_of(load.shrinkage_percent))};
    }
    return needs;
}

std::optional<Service> service_of(const HourNeed& need, double rostered, const Workload& load) {
    if (need.calls <= 0) return std::nullopt;
    auto queue = queue_of(need.calls, load);
    auto there = rostered * (1 - share_of(load.shrinkage_percent)) - need.ticket_people;
    queue.agents = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::round(there)));
    auto within = static_cast<double>(load.answer_seconds);
    if (load.patience_seconds == 0) return Service{waiting(queue, within).service_level, 0};
    auto found = impatience(queue, {static_cast<double>(load.patience_seconds), within});
    return Service{found.service_level, found.abandon_share};
}

Staffing get_staffing(db::Reader& reader, const Context& context, const StaffingQuery& input) {
    context.require(tickets::may_view);
    auto roster = get_roster(reader, context, {input.roster_id});
    auto zone = *Zone::find(roster.time_zone);
    auto row = get_roster_row(reader, input.roster_id);
    auto weeks = input.weeks.value_or(usual_weeks);
    auto day = floor<days>(zone.wall(input.from.value_or(context.now())));
    auto begins = zone.instant(day - days{static_cast<int>(weekday_of(day))}), ends = begins + days{7};
    auto load = workload_of(input);
    auto needs = needs_of(load_arrivals(reader, context, row, zone, weeks), load);
    auto spans = Duty(load_facts(reader, row, begins, ends)).spans(begins, ends);
    Staffing staffing{roster.time_zone, weeks, 0, 0, {}};
    staffing.hours.reserve(hours_of_week);
    for (auto at = begins; at < ends; at += hours{1}) {
        auto& need = needs[hour_of_week(zone, at)];
        auto rostered = rostered_in(spans, at);
        bool gap = rostered < static_cast<double>(need.planned);
        auto& hour = staffing.hours.emplace_back(
            StaffingHour{at, need.tickets, need.calls, need.people, need.planned, rostered, gap, std::nullopt, std::nullopt});
        if (auto service = service_of(need, rostered, load)) {
            hour.answered_share = service->answered_share;
            hour.abandoned_share = service->abandoned_share;
        }
        staffing.needed_hours += static_cast<double>(need.planned);
        staffing.rostered_hours += rostered;
    }
    return staffing;
}

}  // namespace goodhost::roster
