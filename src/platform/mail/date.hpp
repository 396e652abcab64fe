#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace goodhost::mail {

struct MailDate {
    std::string iso;  // with the offset as written, `2026-03-01T09:30:00+09:00`
    std::int64_t unix_seconds = 0;
};

// A date of RFC 5322 3.3 with the obsolete and the merely common deviations: named zones, two-digit years, missing
// seconds or zone, parts in another order. Nothing when no day can be made of it.
std::optional<MailDate> parse_date(std::string_view text);

// "Sun, 01 Mar 2026 00:30:00 +0000".
std::string format_date(std::int64_t unix_seconds);

}  // namespace goodhost::mail
