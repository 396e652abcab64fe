#include "accounts/places.hpp"

#include "platform/i18n/formats.hpp"

namespace goodhost::accounts {

void check_language(FieldProblems& problems, const std::string& locale) {
    auto known = i18n::find_locale(locale);
    if (!known || known->tag() != locale) problems.add("locale", "unknown_value");
}

void check_zone(FieldProblems& problems, const std::string& time_zone) {
    if (!i18n::known_zone(time_zone)) problems.add("time_zone", "unknown_value");
}

}  // namespace goodhost::accounts
