#pragma once
#include "promises/calendar.hpp"

/// Holidays from iCalendar files (RFC 5545), as public bodies and calendars offer them: no clock, no input or output.
namespace goodhost::promises {

struct HolidaysRead {
    std::vector<Holiday> holidays;  ///< a day each, in the order of the file
    std::int64_t skipped = 0;       ///< events that are no whole days, are cancelled, or repeat in another way than every year
};

/// Bounded: 1 MB of text, 5,000 days. Nothing when it is no iCalendar file.
std::optional<HolidaysRead> read_holidays(std::string_view text);

}  // namespace goodhost::promises
