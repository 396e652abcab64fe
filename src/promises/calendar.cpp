#include "promises/calendar.hpp"

#include <date/tz.h>

#include <algorithm>
#include <charconv>

namespace goodhost::promises {

namespace {

using namespace std::chrono;

constexpr std::int64_t minutes_of_day = 24 * 60;
constexpr std::size_t most_spans = 100, most_holidays = 1000;
constexpr days horizon{3653};

const date::time_zone* find_zone(const std::string& name) {
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) { return nullptr; }
}

std::optional<int> number_of(std::string_view digits) {
    int number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    bool whole = error == std::errc{} && end == digits.data() + digits.size() && !digits.starts_with('-');
    return whole ? std::optional(number) : std::nullopt;
}

/// `09:30` as minutes of the day, up to `24:00`.
std::optional<std::int64_t> minute_of(std::string_view text) {
    constexpr int last_minute = 59;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    auto hour = number_of(text.substr(0, 2)), minute = number_of(text.substr(3));
    if (!hour || !minute || *minute > last_minute) return std::nullopt;
    auto total = std::int64_t{*hour} * 60 + *minute;
    return total <= minutes_of_day ? std::optional(total) : std::nullopt;
}

void check_times(const std::string& field, const OpenTime& time, FieldProblems& problems) {
    auto from = minute_of(time.from), to = minute_of(time.to);
    if (!from || *from == minutes_of_day) problems.add(field + ".from", "promises.bad_time");
    if (!to) problems.add(field + ".to", "promises.bad_time");
}

void check_holiday(const std::string& field, const Holiday& holiday, FieldProblems& problems) {
    if (!parse_day(holiday.date)) problems.add(field + ".date", "promises.bad_date");
    for (std::size_t i = 0; i < holiday.open.size(); ++i)
        check_times(field + ".open[" + std::to_string(i) + "]", holiday.open[i], problems);
}

}  // namespace

std::optional<year_month_day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto y = number_of(text.substr(0, 4)), m = number_of(text.substr(5, 2)), d = number_of(text.substr(8));
    if (!y || !m || !d) return std::nullopt;
    year_month_day day{year{*y}, month{static_cast<unsigned>(*m)}, std::chrono::day{static_cast<unsigned>(*d)}};
    return day.ok() ? std::optional(day) : std::nullopt;
}

void check_hours(const Hours& hours, FieldProblems& problems) {
    if (!find_zone(hours.time_zone)) problems.add("time_zone", "unknown_value");
    if (hours.spans.empty()) problems.add("spans", "required");
    if (hours.spans.size() > most_spans) problems.add("spans", "too_long", {{"max", std::to_string(most_spans)}});
    if (hours.holidays.size() > most_holidays) problems.add("holidays", "too_long", {{"max", std::to_string(most_holidays)}});
    for (std::size_t i = 0; i < hours.spans.size(); ++i)
        check_times("spans[" + std::to_string(i) + "]", {hours.spans[i].from, hours.spans[i].to}, problems);
    for (std::size_t i = 0; i < hours.holidays.size(); ++i)
        check_holiday("holidays[" + std::to_string(i) + "]", hours.holidays[i], problems);
}

Calendar::Calendar(const Hours& hours) : zone_(find_zone(hours.time_zone)) {
    FieldProblems problems;
    check_hours(hours, problems);
    problems.throw_if_any();
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
            once_[sys_days{day}] = std::move(open);
    }
}

std::vector<Calendar::Stretch> Calendar::stretches_of(const std::vector<OpenTime>& times) {
    std::vector<Stretch> stretches;
    stretches.reserve(times.size());
    for (auto& time : times) {
        auto from = minute_of(time.from).value_or(0), to = minute_of(time.to).value_or(0);
        stretches.push_back({from, to > from ? to : to + minutes_of_day});
    }
    return stretches;
}

/// One holiday of that very date goes before one of every year.
const std::vector<Calendar::Stretch>& Calendar::beginning_on(Day day) const {
    if (auto found = once_.find(day); found != once_.end()) return found->second;
    year_month_day date{day};
    auto found = yearly_.find({static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())});
    if (found != yearly_.end()) return found->second;
    return week_[weekday{day}.iso_encoding() - 1];
}

/// The working time of a day, midnight to midnight, in order and without overlaps; with what began the day before.
std::vector<Calendar::Stretch> Calendar::within(Day day) const {
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
        auto info = zone_->get_info(floor<seconds>(from));
        auto day = floor<days>(from + info.offset);
        Instant midnight = day - info.offset;
        Instant end = std::min<Instant>({midnight + days{1}, info.end, to});
        for (auto& stretch : within(day)) {
            Instant begins = std::max<Instant>(midnight + minutes{stretch.from}, from);
            Instant ends = std::min<Instant>(midnight + minutes{stretch.to}, end);
            if (begins < ends && !use(begins, ends)) return;
        }
        from = end;
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

std::string Calendar::time_zone() const { return zone_->name(); }

Duration Calendar::elapsed(Instant from, Instant to) const {
    Duration total{};
    walk(from, to, [&](Instant begins, Instant ends) {
        total += ends - begins;
        return true;
    });
    return total;
}

}  // namespace goodhost::promises
