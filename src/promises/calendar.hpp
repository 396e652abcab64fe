#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/core/zone.hpp"

/// Working hours and the arithmetic with them: no clock, no input or output. An instant is working time exactly when the wall clock of
/// the calendar's zone shows a time within a span of that day, so an hour that a change of the clocks skips is no work and one that
/// comes twice is work twice.
namespace goodhost::promises {

/// `from` and `to` are times of the wall clock, `09:00`; `24:00` is the end of the day. A span whose end is not after its beginning
/// ends on the next day, and belongs to the day that it begins on.
struct Span {
    Weekday weekday = Weekday::monday;
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(Span, (), (weekday, from, to))

struct OpenTime {
    std::string from;
    std::string to;
};
BOOST_DESCRIBE_STRUCT(OpenTime, (), (from, to))

/// A day whose own spans do not count. With `open` it is a half day. `yearly` repeats its month and day in every year.
struct Holiday {
    std::string date;  ///< `2026-12-25`
    std::string name;
    bool yearly = false;
    std::vector<OpenTime> open;
    static constexpr Rule rules[] = {{"date", 10}, {"name", 200, INT64_MIN, INT64_MAX, true}, {"open", 10}};
};
BOOST_DESCRIBE_STRUCT(Holiday, (), (date, name, yearly, open))

struct Hours {
    std::string time_zone = "UTC";  ///< IANA
    std::vector<Span> spans;
    std::vector<Holiday> holidays;
};
BOOST_DESCRIBE_STRUCT(Hours, (), (time_zone, spans, holidays))

/// All that is wrong with them, by field: an unknown zone, times and dates that are none, no working time at all.
void check_hours(const Hours& hours, FieldProblems& problems);

/// Hours made ready for counting. Immutable; any thread.
class Calendar {
  public:
    /// Throws Problem invalid when check_hours finds something.
    explicit Calendar(const Hours& hours);

    /// When `working` of working time has passed after `start`. What would take more than ten years counts as if it were always open.
    Instant due(Instant start, Duration working) const;
    /// How much working time lies between two instants; zero when `to` is not after `from`.
    Duration elapsed(Instant from, Instant to) const;
    /// The working time between two instants in order; what touches is one.
    std::vector<std::pair<Instant, Instant>> open_between(Instant from, Instant to) const;
    std::string time_zone() const;

  private:
    /// Minutes from the midnight before; the end may lie on the next day.
    struct Stretch {
        std::int64_t from = 0, to = 0;
        bool operator==(const Stretch&) const = default;
    };
    const std::vector<Stretch>& beginning_on(WallDay day) const;
    std::vector<Stretch> within(WallDay day) const;
    template <class Use>
    void walk(Instant from, Instant to, Use&& use) const;
    static std::vector<Stretch> stretches_of(const std::vector<OpenTime>& times);

    Zone zone_;
    std::array<std::vector<Stretch>, 7> week_;
    std::map<WallDay, std::vector<Stretch>> once_;
    std::map<std::pair<unsigned, unsigned>, std::vector<Stretch>> yearly_;  ///< by month and day
};

}  // namespace goodhost::promises
