#include "platform/i18n/times.hpp"

#include <unicode/datefmt.h>
#include <unicode/timezone.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "platform/i18n/formats.hpp"

namespace goodhost::i18n {

namespace {

icu::UnicodeString utf16(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// English is written as in the country of the zone: month before day in the United States, day before month and 24 hours
/// everywhere else.
icu::Locale language_of(Locale locale, const icu::UnicodeString& zone) {
    if (locale != Locale("en")) return {std::string(locale.tag()).c_str()};
    constexpr std::int32_t longest = 4;
    char region[longest] = {};
    UErrorCode status = U_ZERO_ERROR;
    icu::TimeZone::getRegion(zone, region, longest, status);
    return U_SUCCESS(status) && std::string_view(region) == "US" ? icu::Locale::getUS() : icu::Locale::getUK();
}

std::string written(const icu::DateFormat& format, Instant at) {
    icu::UnicodeString text;
    format.format(static_cast<UDate>(to_millis(at)), text);
    std::string out;
    text.toUTF8String(out);
    return out;
}

}  // namespace

struct TimeFormats::Entry {
    /// Pages show the same moments again and again: when a ticket came, when a word was said. Each has one place.
    static constexpr std::size_t places = 256;

    std::mutex mutex;
    std::unique_ptr<icu::DateFormat> format;
    std::array<std::pair<Instant, std::string>, places> recent;
};

TimeFormats::TimeFormats() = default;
TimeFormats::~TimeFormats() = default;

std::string TimeFormats::format(Locale locale, Instant at, std::string_view skeleton, std::string_view zone) const {
    Entry& found = entry(locale, skeleton, zone);
    // Of our skeletons none tells less than seconds.
    const auto second = std::chrono::floor<std::chrono::seconds>(at);
    const std::lock_guard lock(found.mutex);
    auto& [shown, text] = found.recent[static_cast<std::uint64_t>(second.time_since_epoch().count()) % Entry::places];
    if (text.empty() || shown != second) {
        text = written(*found.format, second);
        shown = second;
    }
    return text;
}

TimeFormats::Entry& TimeFormats::entry(Locale locale, std::string_view skeleton, std::string_view zone) const {
    std::string key(locale.tag());
    key.append(1, '/').append(skeleton).append(1, '/').append(zone);
    const std::lock_guard lock(mutex_);
    if (const auto found = entries_.find(key); found != entries_.end()) return *found->second;
    // Checked only now, because it is slow; an unknown zone must not make an entry of its own.
    if (zone != "UTC" && !known_zone(zone)) {
        zone = "UTC";
        key = std::string(locale.tag()).append(1, '/').append(skeleton).append("/UTC");
    }
    if (const auto found = entries_.find(key); found != entries_.end()) return *found->second;
    UErrorCode status = U_ZERO_ERROR;
    auto entry = std::make_unique<Entry>();
    entry->format.reset(icu::DateFormat::createInstanceForSkeleton(utf16(skeleton), language_of(locale, utf16(zone)), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU: no date format for " + key + ": " + u_errorName(status));
    entry->format->adoptTimeZone(icu::TimeZone::createTimeZone(utf16(zone)));
    return *entries_.emplace(key, std::move(entry)).first->second;
}

bool known_zone(std::string_view zone) {
    UErrorCode status = U_ZERO_ERROR;
    UBool system = false;
    icu::UnicodeString canonical;
    icu::TimeZone::getCanonicalID(utf16(zone), canonical, system, status);
    return U_SUCCESS(status) && system;
}

}  // namespace goodhost::i18n
