#include "app/simulate/charts.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace goodhost::simulate {

namespace {

constexpr double width = 860, left = 110, height = 170, base = 145;
constexpr std::size_t most_bars = 92;  ///< more days than these are shown by weeks

std::string svg(double tall, const std::string& label, const std::string& body) {
    return fmt::format(R"(<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>)", width, tall, escaped(label), body);
}

struct Box {
    double x = 0, y = 0, w = 0, h = 0;
};

std::string box(const Box& at, std::string_view colour, const std::string& title) {
    return fmt::format(R"(<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.5"><title>{}</title></rect>)", colour,
                       at.x, at.y, at.w, at.h, escaped(title));
}

std::string text(double x, double y, std::string_view words, std::string_view anchor = "start") {
    return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>)", x, y, anchor, escaped(words));
}

double part(std::int64_t of, std::int64_t all) { return all > 0 ? static_cast<double>(of) / static_cast<double>(all) : 0; }

/// Long runs week by week, so that a bar stays a bar.
std::vector<Day> grouped(const std::vector<Day>& days) {
    if (days.size() <= most_bars) return days;
    constexpr std::size_t week = 7;
    std::vector<Day> weeks;
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (i % week == 0) weeks.push_back({.date = "week of " + days[i].date});
        auto& one = weeks.back();
        one.tickets += days[i].tickets;
        one.kept += days[i].kept;
        one.broken += days[i].broken;
        one.longest_wait_seconds = std::max(one.longest_wait_seconds, days[i].longest_wait_seconds);
    }
    return weeks;
}

std::string axis(const std::vector<Day>& days) {
    auto out = fmt::format(R"(<line class="rule" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>)", left, width, base);
    if (days.empty()) return out;
    return out + text(left, base + 18, days.front().date) + text(width, base + 18, days.back().date, "end");
}

double step_of(const std::vector<Day>& days) { return (width - left) / static_cast<double>(std::max<std::size_t>(days.size(), 1)); }

}  // namespace

std::string promise_chart(const Promises& promises) {
    constexpr double row = 26, bar = 16;
    const std::pair<std::string_view, const Promise*> rows[] = {{"First response", &promises.first_response},
                                                                {"Next response", &promises.next_response},
                                                                {"Progress report", &promises.report},
                                                                {"Resolution", &promises.resolution}};
    std::string out;
    double y = 4;
    for (auto& [name, one] : rows) {
        auto kept = (width - left) * part(one->kept, one->kept + one->broken);
        auto broken = (width - left) * part(one->broken, one->kept + one->broken);
        out += text(0, y + bar - 4, name) + box({left, y, kept, bar}, "good", fmt::format("{} kept", one->kept));
        if (one->broken) out += box({left + kept, y, std::max(broken, 1.5), bar}, "bad", fmt::format("{} broken", one->broken));
        y += row;
    }
    return svg(y, "Promises kept and broken by kind", out);
}

std::string day_chart(const std::vector<Day>& days) {
    auto shown = grouped(days);
    std::int64_t most = 1;
    for (auto& day : shown) most = std::max(most, day.kept + day.broken);
    auto step = step_of(shown), tall = base - 10;
    std::string out = text(left - 8, 18, thousands(most), "end") + text(left - 8, base, "0", "end") + axis(shown);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto& day = shown[i];
        auto title = fmt::format("{}: {} tickets, {} kept, {} broken", day.date, day.tickets, day.kept, day.broken);
        auto kept = tall * part(day.kept, most), broken = tall * part(day.broken, most);
        auto x = left + step * static_cast<double>(i);
        out += box({x, base - kept, step * 0.8, kept}, "good", title);
        if (day.broken) out += box({x, base - kept - broken, step * 0.8, broken}, "bad", title);
    }
    return svg(height, "Promises kept and broken, day by day", out);
}

std::string wait_chart(const std::vector<Day>& days) {
    auto shown = grouped(days);
    std::int64_t most = 1;
    for (auto& day : shown) most = std::max(most, day.longest_wait_seconds);
    auto step = step_of(shown), tall = base - 10;
    std::string out = text(left - 8, 18, duration_words(most), "end") + text(left - 8, base, "0", "end") + axis(shown);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto& day = shown[i];
        auto wait = tall * part(day.longest_wait_seconds, most);
        out += box({left + step * static_cast<double>(i), base - wait, step * 0.8, wait}, "mark",
                   day.date + ": " + duration_words(day.longest_wait_seconds));
    }
    return svg(height, "The longest wait that ended on each day", out);
}

std::string week_chart(const std::vector<HourOfWeek>& hours, std::int64_t HourOfWeek::*count) {
    constexpr std::size_t hours_of_day = 24;
    constexpr double cell = 22;
    constexpr std::string_view days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    std::int64_t most = 1;
    for (auto& hour : hours) most = std::max(most, hour.*count);
    auto step = (width - left) / hours_of_day;
    std::string out;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        auto day = i / hours_of_day, hour = i % hours_of_day;
        Box at{left + step * static_cast<double>(hour), cell * static_cast<double>(day), step - 2, cell - 2};
        auto title = fmt::format("{} {:02}:00: {}", days[day], hour, hours[i].*count);
        auto colour = count == &HourOfWeek::broken ? "--bad" : "--good";
        out += fmt::format(
            R"h(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2" style="fill:color-mix(in oklab,var({}) {:.0f}%,var(--faint))"><title>{}</title></rect>)h",
            at.x, at.y, at.w, at.h, colour, 100 * part(hours[i].*count, most), escaped(title));
    }
    for (std::size_t day = 0; day < std::size(days); ++day) out += text(0, cell * static_cast<double>(day) + 14, days[day]);
    for (std::size_t hour = 0; hour < hours_of_day; hour += 3)
        out += text(left + step * static_cast<double>(hour), cell * 7 + 14, fmt::format("{:02}", hour));
    return svg(cell * 7 + 20, "By weekday and hour", out) + fmt::format("<p>Up to {} in one hour of the week.</p>", thousands(most));
}

std::string agent_chart(const std::vector<AgentLoad>& agents) {
    constexpr double row = 20, bar = 12;
    constexpr std::size_t most_rows = 40;
    std::string out;
    double y = 2;
    for (auto& agent : agents) {
        if (y > row * most_rows) break;
        out += text(0, y + bar - 1, agent.name.substr(0, 16)) +
               box({left, y, std::max((width - left) * agent.occupancy, 1.0), bar}, "good",
                   fmt::format("{}: {:.1f} % of {:.1f} hours", agent.name, agent.occupancy * 100, agent.hours_on_duty));
        y += row;
    }
    return svg(y + 2, "How much of the duty was work", out);
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (char c : text) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    return out;
}

std::string thousands(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = std::ssize(digits) - 3; at > (number < 0 ? 1 : 0); at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string duration_words(std::int64_t seconds) {
    constexpr std::int64_t minute = 60, hour = 3'600, day = 86'400;
    if (seconds < minute) return fmt::format("{} s", seconds);
    if (seconds < hour) return fmt::format("{} min", seconds / minute);
    if (seconds < day) return fmt::format("{} h {} min", seconds / hour, seconds % hour / minute);
    return fmt::format("{} d {} h", seconds / day, seconds % day / hour);
}

}  // namespace goodhost::simulate
