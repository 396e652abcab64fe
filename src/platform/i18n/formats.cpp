#include "platform/i18n/formats.hpp"

#include <unicode/currunit.h>
#include <unicode/listformatter.h>
#include <unicode/measfmt.h>
#include <unicode/measunit.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/reldatefmt.h>
#include <unicode/ucurr.h>

#include <cmath>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "platform/i18n/times.hpp"

namespace goodhost::i18n {

using icu::number::LocalizedNumberFormatter;
using icu::number::NumberFormatter;
using icu::number::Precision;

namespace {

/// ICU's data is part of the installation: without it nothing can be shown.
void require(const UErrorCode& status) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

icu::UnicodeString utf16(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

template <class T>
std::unique_ptr<T> made(T* object, const UErrorCode& status) {
    std::unique_ptr<T> owned(object);
    require(status);
    return owned;
}

struct Step {
    std::int64_t seconds;
    URelativeDateTimeUnit unit;
};
constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;

/// The unit for a distance: the largest one that fits at least once, with days kept up to two weeks.
constexpr Step steps[] = {
    {365 * day, UDAT_REL_UNIT_YEAR}, {60 * day, UDAT_REL_UNIT_MONTH}, {14 * day, UDAT_REL_UNIT_WEEK}, {day, UDAT_REL_UNIT_DAY},
    {hour, UDAT_REL_UNIT_HOUR},      {minute, UDAT_REL_UNIT_MINUTE},  {0, UDAT_REL_UNIT_SECOND},
};

std::int64_t seconds_of(URelativeDateTimeUnit unit) {
    switch (unit) {
        case UDAT_REL_UNIT_YEAR: return 365 * day;
        case UDAT_REL_UNIT_MONTH: return 30 * day;
        case UDAT_REL_UNIT_WEEK: return 7 * day;
        case UDAT_REL_UNIT_DAY: return day;
        case UDAT_REL_UNIT_HOUR: return hour;
        case UDAT_REL_UNIT_MINUTE: return minute;
        default: return 1;
    }
}

PluralCategory category_of(const icu::UnicodeString& keyword) {
    if (keyword == u"zero") return PluralCategory::zero;
    if (keyword == u"one") return PluralCategory::one;
    if (keyword == u"two") return PluralCategory::two;
    if (keyword == u"few") return PluralCategory::few;
    if (keyword == u"many") return PluralCategory::many;
    return PluralCategory::other;
}

}  // namespace

/// What ICU keeps for one language. Relative times and measures are not documented as thread-safe and are locked.
struct Formats::Language {
    explicit Language(Locale of) : locale(std::string(of.tag()).c_str()) {
        UErrorCode status = U_ZERO_ERROR;
        numbers = NumberFormatter::withLocale(locale);
        cardinals = made(icu::PluralRules::forLocale(locale, status), status);
        ordinals = made(icu::PluralRules::forLocale(locale, UPLURAL_TYPE_ORDINAL, status), status);
        all = made(icu::ListFormatter::createInstance(locale, ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE, status), status);
        any = made(icu::ListFormatter::createInstance(locale, ULISTFMT_TYPE_OR, ULISTFMT_WIDTH_WIDE, status), status);
        relative = std::make_unique<icu::RelativeDateTimeFormatter>(locale, status);
        measures = std::make_unique<icu::MeasureFormat>(locale, UMEASFMT_WIDTH_SHORT, status);
        require(status);
    }

    icu::Locale locale;
    LocalizedNumberFormatter numbers;
    std::unique_ptr<icu::PluralRules> cardinals, ordinals;
    std::unique_ptr<icu::ListFormatter> all, any;
    mutable std::mutex mutex;
    std::unique_ptr<icu::RelativeDateTimeFormatter> relative;
    std::unique_ptr<icu::MeasureFormat> measures;
};

Formats::Formats() : times_(std::make_unique<TimeFormats>()) {
    for (const Locale locale : all_locales()) languages_[locale.index()] = std::make_unique<Language>(locale);
}
Formats::~Formats() = default;

const Formats::Language& Formats::language(Locale locale) const { return *languages_[locale.index()]; }

std::string Formats::number(Locale locale, std::int64_t number) const {
    UErrorCode status = U_ZERO_ERROR;
    return utf8(language(locale).numbers.formatInt(number, status).toString(status));
}

std::string Formats::number(Locale locale, double number, int max_decimals) const {
    UErrorCode status = U_ZERO_ERROR;
    return utf8(language(locale).numbers.precision(Precision::maxFraction(max_decimals)).formatDouble(number, status).toString(status));
}

std::string Formats::percent(Locale locale, double share, int max_decimals) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto formatter = language(locale).numbers.unit(icu::MeasureUnit::getPercent()).scale(icu::number::Scale::powerOfTen(2));
    return utf8(formatter.precision(Precision::maxFraction(max_decimals)).formatDouble(share, status).toString(status));
}

std::string Formats::money(Locale locale, std::int64_t minor, std::string_view currency) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::CurrencyUnit unit(utf16(currency).getTerminatedBuffer(), status);
    const std::int32_t decimals = ucurr_getDefaultFractionDigits(unit.getISOCurrency(), &status);
    // As decimal text, because a double can't hold every amount.
    const std::string amount = std::to_string(minor) + "E-" + std::to_string(decimals);
    const std::string text = utf8(language(locale).numbers.unit(unit).formatDecimal(amount, status).toString(status));
    return U_SUCCESS(status) && currency.size() == 3 ? text : std::to_string(minor) + " " + std::string(currency);
}

std::string Formats::bytes(Locale locale, std::int64_t bytes) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MeasureUnit units[] = {icu::MeasureUnit::getByte(), icu::MeasureUnit::getKilobyte(), icu::MeasureUnit::getMegabyte(),
                                      icu::MeasureUnit::getGigabyte(), icu::MeasureUnit::getTerabyte()};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (std::abs(amount) >= 1000 && unit + 1 < std::size(units)) amount /= 1000, ++unit;
    const auto formatter = language(locale).numbers.unit(units[unit]).unitWidth(UNUM_UNIT_WIDTH_SHORT);
    return utf8(formatter.precision(Precision::maxFraction(amount < 10 ? 1 : 0)).formatDouble(amount, status).toString(status));
}

std::string Formats::time(Locale locale, Instant at, TimeStyle style, std::string_view zone) const {
    constexpr std::string_view skeletons[] = {"yMMMd", "yMMMMEEEEd", "MMMd", "yMMMM", "jm", "yMMMdjm", "yMMMMEEEEdjmz"};
    return times_->format(locale, at, skeletons[static_cast<std::size_t>(style)], zone);
}

std::string Formats::time(Locale locale, Instant at, std::string_view skeleton, std::string_view zone) const {
    return times_->format(locale, at, skeleton, zone);
}

std::string Formats::relative(Locale locale, Instant at, Instant now) const {
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(at - now).count();
    const std::int64_t distance = std::abs(seconds);
    const Step* step = steps;
    while (distance < step->seconds) ++step;
    const std::int64_t whole = distance / seconds_of(step->unit);
    const auto amount = static_cast<double>(at < now ? -whole : whole);
    const Language& of = language(locale);
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text;
    const std::lock_guard lock(of.mutex);
    return utf8(of.relative->formatNumeric(amount, step->unit, text, status));
}

std::string Formats::duration(Locale locale, Duration duration) const {
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(duration).count();
    const std::pair<std::int64_t, icu::MeasureUnit> units[] = {{day, icu::MeasureUnit::getDay()},
                                                               {hour, icu::MeasureUnit::getHour()},
                                                               {minute, icu::MeasureUnit::getMinute()},
                                                               {1, icu::MeasureUnit::getSecond()}};
    UErrorCode status = U_ZERO_ERROR;
    std::vector<icu::Measure> measures;
    std::int64_t left = seconds;
    for (const auto& [size, unit] : units) {
        const bool shown = left >= size || (size == 1 && measures.empty());
        const bool too_small = size == 1 && seconds >= 2 * minute;
        if (shown && !too_small)
            measures.emplace_back(icu::Formattable(left / size), new icu::MeasureUnit(unit), status);
        else if (!measures.empty())
            break;
        left %= size;
        if (measures.size() == 2) break;
    }
    icu::UnicodeString text;
    icu::FieldPosition ignored;
    const Language& of = language(locale);
    const std::lock_guard lock(of.mutex);
    return utf8(of.measures->formatMeasures(measures.data(), static_cast<std::int32_t>(measures.size()), text, ignored, status));
}

std::string Formats::list(Locale locale, std::span<const std::string> items, ListStyle style) const {
    std::vector<icu::UnicodeString> texts;
    for (const std::string& item : items) texts.push_back(utf16(item));
    const auto& formatter = style == ListStyle::all ? language(locale).all : language(locale).any;
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString text;
    return utf8(formatter->format(texts.data(), static_cast<std::int32_t>(texts.size()), text, status));
}

PluralCategory Formats::plural(Locale locale, double number) const { return category_of(language(locale).cardinals->select(number)); }

PluralCategory Formats::ordinal(Locale locale, double number) const { return category_of(language(locale).ordinals->select(number)); }

std::string Formats::number_by_skeleton(Locale locale, double number, std::string_view skeleton) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto formatter = NumberFormatter::forSkeleton(utf16(skeleton), status).locale(language(locale).locale);
    const std::string text = utf8(formatter.formatDouble(number, status).toString(status));
    return U_SUCCESS(status) ? text : this->number(locale, number);
}

}  // namespace goodhost::i18n
