#include "promises/calendar.hpp"

#include <algorithm>

namespace goodhost::promises {

namespace {

using namespace std::chrono;

constexpr std::size_t most_spans = 100, most_holidays = 1000;
constexpr days horizon{3653};

void check_times(const std::string& field, const OpenTime& time, FieldProblems& problems) {
    auto from = parse_minute(time.from), to = parse_minute(time.to);
    if (!from || *from == minutes_of_day) problems.add(field + ".from", "promises.bad_time");
    if (!to) problems.add(field + ".to", "promises.bad_time");
}

void check_holiday(const std::string& field, const Holiday& holiday, FieldProblems& problems) {
    if (!parse_day(holiday.date)) problems.add(field + ".date", "promises.bad_date");
    for (std::size_t i = 0; i < holiday.open.size(); ++i)
        check_times(field + ".open[" + std::to_string(i) + "]", holiday.open[i], problems);
}

Zone zone_of(const Hours& hours) {
    FieldProblems problems;
    check_hours(hours, problems);
    problems.throw_if_any();
    return *Zone::find(hours.time_zone);
}

}  // namespace

void check_hours(const Hours& hours, FieldProblems& problems) {
    if (!Zone::find(hours.time_zone)) problems.add("time_zone", "unknown_value");
    if (hours.spans.empty()) problems.add("spans", "required");
    if (hours.spans.size() > most_spans) problems.add("spans", "too_long", {{"max", std::to_string(most_spans)}});
    if (hours.holidays.size() > most_holidays) problems.add("holidays", "too_long", {{"max", std::to_string(most_holidays)}});
    for (std::size_t i = 0; i < hours.spans.size(); ++i)
        check_times("spans[" + std::to_string(i) + "]", {hours.spans[i].from, hours.spans[i].to}, problems);
    for (std::size_t i = 0; i < hours.holidays.size(); ++i)
        check_holiday("holidays[" + std::to_string(i) + "]", hours.holidays[i], problems);
}

Calendar::Calendar(const Hours& hours) : zone_(zone_of(hours)) {
    for (auto& span : hours.spans) {
        auto stretch = stretches_of({{span.from, span.to}}).front();
        week_[static_cast<std::size_t>(span.weekday)].push_back(stretch);
    }
    for (auto& holiday : hours.holidays) {
        auto day = *parse_day(holiday.date);
        auto open = stretches_of(holiday.open);
        if (holiday.yearly)
            yearly_[{static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())}] = std::move(open);
        else
            once_[WallDay{day}] = std::move(open);
    }
}

std::vector<Calendar::Stretch> Calendar::stretches_of(const std::vector<OpenTime>& times) {
    std::vector<Stretch> stretches;
    stretches.reserve(times.size());
    for (auto& time : times) {
        auto from = parse_minute(time.from).value_or(0), to = parse_minute(time.to).value_or(0);
        stretches.push_back({from, to > from ? to : to + minutes_of_day});
    }
    return stretches;
}

/// One holiday of that very date goes before one of every year.
const std::vector<Calendar::Stretch>& Calendar::beginning_on(WallDay day) const {
    if (auto found = once_.find(day); found != once_.end()) return found->second;
    year_month_day date{day};
    auto found = yearly_.find({static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())});
    if (found != yearly_.end()) return found->second;
    return week_[static_cast<std::size_t>(weekday_of(day))];
}

/// The working time of a day, midnight to midnight, in order and without overlaps; with what began the day before.
std::vector<Calendar::Stretch> Calendar::within(WallDay day) const {
    std::vector<Stretch> found;
    for (auto& stretch : beginning_on(day - days{1}))
        if (stretch.to > minutes_of_day) found.push_back({0, stretch.to - minutes_of_day});
    for (auto& stretch : beginning_on(day)) found.push_back({stretch.from, std::min(stretch.to, minutes_of_day)});
    std::ranges::sort(found, {}, &Stretch::from);
    std::vector<Stretch> merged;
    merged.reserve(found.size());
    for (auto& stretch : found) {
        if (!merged.empty() && stretch.from <= merged.back().to)
            merged.back().to = std::max(merged.back().to, stretch.to);
        else
            merged.push_back(stretch);
    }
    return merged;
}

/// Gives the pieces of working time between two instants in order, until `use` says false. Between two changes of the clocks the
/// wall clock runs evenly, so every piece lies within one day and one offset.
template <class Use>
void Calendar::walk(Instant from, Instant to, Use&& use) const {
    while (from < to) {
        auto even = zone_.stretch(from, to);
        for (auto& stretch : within(even.day)) {
            Instant begins = std::max<Instant>(even.midnight + minutes{stretch.from}, from);
            Instant ends = std::min<Instant>(even.midnight + minutes{stretch.to}, even.ends);
            if (begins < ends && !use(begins, ends)) return;
        }
        from = even.ends;
    }
}

Instant Calendar::due(Instant start, Duration working) const {
    if (working <= Duration::zero()) return start;
    auto left = working;
    std::optional<Instant> found;
    walk(start, start + horizon, [&](Instant begins, Instant ends) {
        if (left <= ends - begins) {
            found = begins + left;
            return false;
        }
        left -= ends - begins;
        return true;
    });
    return found.value_or(start + working);
}

std::string Calendar::time_zone() const { return zone_.name(); }

Duration Calendar::elapsed(Instant from, Instant to) const {
    Duration total{};
    walk(from, to, [&](Instant begins, Instant ends) {
        total += ends - begins;
        return true;
    });
    return total;
}

std::vector<std::pair<Instant, Instant>> Calendar::open_between(Instant from, Instant to) const {
    std::vector<std::pair<Instant, Instant>> found;
    walk(from, to, [&](Instant begins, Instant ends) {
        if (!found.empty() && found.back().second == begins)
            found.back().second = ends;
        else
            found.emplace_back(begins, ends);
        return true;
    });
    return found;
}

}  // namespace goodhost::promises
