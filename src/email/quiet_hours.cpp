#include "email/quiet_hours.hpp"

#include <date/tz.h>

namespace goodhost::email {

namespace {

const date::time_zone* zone_of(const std::string& name) {
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) { return date::locate_zone("UTC"); }
}

/// The next moment at which clocks there show that minute.
Instant next_at(const date::time_zone* zone, Instant now, std::int64_t minute) {
    auto local_now = zone->to_local(now);
    auto day = date::floor<date::days>(local_now);
    auto at = day + std::chrono::minutes{minute};
    if (at <= local_now) at += date::days{1};
    // An hour that clocks skip: the first moment after it.
    return date::floor<std::chrono::milliseconds>(zone->to_sys(at, date::choose::earliest));
}

}  // namespace

Instant after_quiet(Instant now, const QuietHours& quiet) {
    if (!quiet.from || !quiet.until || *quiet.from == *quiet.until) return now;
    const auto* zone = zone_of(quiet.time_zone);
    auto local = zone->to_local(now);
    auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - date::floor<date::days>(local)).count();
    bool over_midnight = *quiet.from > *quiet.until;
    bool inside = over_midnight ? minute >= *quiet.from || minute < *quiet.until : minute >= *quiet.from && minute < *quiet.until;
    return inside ? next_at(zone, now, *quiet.until) : now;
}

}  // namespace goodhost::email
