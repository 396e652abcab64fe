#pragma once
#include <optional>
#include <string>

#include "platform/core/reflect.hpp"

/// When an agent may be mailed: not in its quiet hours. Pure.
namespace goodhost::email {

struct QuietHours {
    std::optional<std::int64_t> from, until;  ///< minutes of the day; over midnight when from is later than until
    std::string time_zone = "UTC";            ///< IANA; what is none counts as UTC
};

/// `now`, or the end of the quiet hours that it falls into.
Instant after_quiet(Instant now, const QuietHours& quiet);

}  // namespace goodhost::email
