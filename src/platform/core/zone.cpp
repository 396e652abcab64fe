#include "platform/core/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <charconv>

namespace goodhost {

using namespace std::chrono;

namespace {

constexpr std::size_t day_length = 10;  // 2026-12-25

std::optional<int> number_of(std::string_view digits) {
    int number = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    bool whole = error == std::errc{} && end == digits.data() + digits.size() && !digits.starts_with('-');
    return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

Weekday weekday_of(WallDay day) { return static_cast<Weekday>(weekday{day}.iso_encoding() - 1); }

std::optional<year_month_day> parse_day(std::string_view text) {
    if (text.size() != day_length || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto y = number_of(text.substr(0, 4)), m = number_of(text.substr(5, 2)), d = number_of(text.substr(8));
    if (!y || !m || !d) return std::nullopt;
    year_month_day day{year{*y}, month{static_cast<unsigned>(*m)}, std::chrono::day{static_cast<unsigned>(*d)}};
    return day.ok() ? std::optional(day) : std::nullopt;
}

std::optional<std::int64_t> parse_minute(std::string_view text) {
    constexpr int last_minute = 59;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    auto hour = number_of(text.substr(0, 2)), minute = number_of(text.substr(3));
    if (!hour || !minute || *minute > last_minute) return std::nullopt;
    auto total = std::int64_t{*hour} * 60 + *minute;
    return total <= minutes_of_day ? std::optional(total) : std::nullopt;
}

std::optional<WallTime> parse_wall_time(std::string_view text) {
    if (text.size() <= day_length || text[day_length] != 'T') return std::nullopt;
    auto day = parse_day(text.substr(0, day_length));
    auto minute = parse_minute(text.substr(day_length + 1));
    if (!day || !minute) return std::nullopt;
    return WallDay{*day} + minutes{*minute};
}

std::optional<Zone> Zone::find(const std::string& name) {
    try {
        return Zone(date::locate_zone(name));
    } catch (const std::exception&) { return std::nullopt; }
}

std::string Zone::name() const { return zone_->name(); }

WallTime Zone::wall(Instant at) const { return WallTime{at.time_since_epoch() + zone_->get_info(floor<seconds>(at)).offset}; }

Instant Zone::instant(WallTime at) const {
    auto info = zone_->get_info(date::local_seconds{floor<seconds>(at.time_since_epoch())});
    if (info.result == date::local_info::nonexistent) return info.first.end;
    return Instant{at.time_since_epoch() - info.first.offset};
}

Zone::Stretch Zone::stretch(Instant from, Instant to) const {
    auto info = zone_->get_info(floor<seconds>(from));
    WallDay day{floor<days>(from.time_since_epoch() + info.offset)};
    Instant midnight{day.time_since_epoch() - info.offset};
    return {day, midnight, from, std::min<Instant>({midnight + days{1}, info.end, to})};
}

}  // namespace goodhost
