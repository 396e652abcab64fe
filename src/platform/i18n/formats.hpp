#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/core/time.hpp"
#include "platform/i18n/locale.hpp"

namespace goodhost::i18n {

/// How much of a moment is said. All are in the reader's zone, and in English in the order of that zone's country.
enum class TimeStyle {
    date,       ///< 22 Nov 2026; Nov 22, 2026 in the United States
    date_long,  ///< Sunday, 22 November 2026
    day,        ///< 22 Nov
    month,      ///< November 2026
    time,       ///< 17:03
    date_time,  ///< 22 Nov 2026, 17:03
    exact,      ///< Sunday, 22 November 2026 at 17:03 CET
};

enum class ListStyle { all, any };

/// Grammatical categories of CLDR. Welsh uses all six.
enum class PluralCategory { zero, one, two, few, many, other };

class TimeFormats;

/// Numbers, money, times and lists as a language writes them, from ICU. Formatters are made once for each language,
/// style and zone and kept. Thread-safe.
class Formats {
  public:
    Formats();
    ~Formats();
    Formats(const Formats&) = delete;

    std::string number(Locale locale, std::int64_t number) const;
    std::string number(Locale locale, double number, int max_decimals = 2) const;
    /// 0.125 -> 12.5%
    std::string percent(Locale locale, double share, int max_decimals = 0) const;
    /// Minor units and an ISO 4217 code: (1250, "EUR") -> €12.50, (1250, "KRW") -> ₩1,250.
    std::string money(Locale locale, std::int64_t minor, std::string_view currency) const;
    /// 1536 -> 1.5 kB; decimal units up to TB.
    std::string bytes(Locale locale, std::int64_t bytes) const;

    /// An unknown zone counts as UTC.
    std::string time(Locale locale, Instant at, TimeStyle style, std::string_view zone) const;
    /// By a CLDR skeleton such as `yMMMd`; for messages that ask for one.
    std::string time(Locale locale, Instant at, std::string_view skeleton, std::string_view zone) const;
    /// `in 12 minutes`, `3 days ago`. Rounded towards now, so that time left is never overstated.
    std::string relative(Locale locale, Instant at, Instant now) const;
    /// The two largest units: `3 hr, 5 min`; seconds below two minutes.
    std::string duration(Locale locale, Duration duration) const;

    std::string list(Locale locale, std::span<const std::string> items, ListStyle style = ListStyle::all) const;

    PluralCategory plural(Locale locale, double number) const;
    PluralCategory ordinal(Locale locale, double number) const;
    /// By an ICU number skeleton such as `.00` or `compact-short`; the plain form when it is not understood.
    std::string number_by_skeleton(Locale locale, double number, std::string_view skeleton) const;

  private:
    struct Language;
    const Language& language(Locale locale) const;

    std::array<std::unique_ptr<Language>, Locale::count> languages_;
    std::unique_ptr<TimeFormats> times_;
};

/// Whether ICU knows the IANA name (`Asia/Seoul`).
bool known_zone(std::string_view zone);

}  // namespace goodhost::i18n
