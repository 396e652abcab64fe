#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/reflect.hpp"

namespace date {
class time_zone;
}

/// The arithmetic of wall clocks: no clock of its own, no input or output.
namespace goodhost {

enum class Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
BOOST_DESCRIBE_ENUM(Weekday, monday, tuesday, wednesday, thursday, friday, saturday, sunday)

/// What the wall clock of a zone shows, and a day of it.
using WallTime = std::chrono::local_time<Duration>;
using WallDay = std::chrono::local_days;

inline constexpr std::int64_t minutes_of_day = 24 * 60;

Weekday weekday_of(WallDay day);
/// `2026-12-25` as a day, if it is one.
std::optional<std::chrono::year_month_day> parse_day(std::string_view text);
/// `09:30` as minutes of the day, up to `24:00`.
std::optional<std::int64_t> parse_minute(std::string_view text);
/// `2026-12-25T09:30` as a time of the wall clock.
std::optional<WallTime> parse_wall_time(std::string_view text);

/// A zone of the tz database. Copied freely; any thread.
class Zone {
  public:
    /// Nothing for what is no IANA name.
    static std::optional<Zone> find(const std::string& name);

    std::string name() const;
    WallTime wall(Instant at) const;
    /// A time that a change of the clocks skips is the moment of the change; of one that comes twice it is the first.
    Instant instant(WallTime at) const;

    /// Time in which the wall clock runs evenly within one day. `midnight` is where it would show 00:00 if it always ran like that.
    struct Stretch {
        WallDay day;
        Instant midnight{}, begins{}, ends{};
    };
    /// What begins at `from` and ends with the day, at the next change of the clocks, or at `to`.
    Stretch stretch(Instant from, Instant to) const;

  private:
    explicit Zone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_;
};

}  // namespace goodhost
