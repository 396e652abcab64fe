#include "platform/i18n/locale.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace goodhost::i18n {

namespace {

constexpr std::array<std::string_view, Locale::count> tags = {"en", "ko", "cy", "uz", "bn"};
constexpr std::array<std::string_view, Locale::count> own_names = {"English", "한국어", "Cymraeg", "Oʻzbekcha", "বাংলা"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// The part up to the separator; `text` keeps what follows it.
std::string_view take(std::string_view& text, char separator) {
    const std::size_t at = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return trimmed(part);
}

/// In thousandths, as the grammar allows three digits; 1000 without one and 0 for what is no weight.
int weight_of(std::string_view parameters) {
    while (!parameters.empty()) {
        std::string_view parameter = take(parameters, ';');
        if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
        parameter.remove_prefix(2);
        if (parameter.empty() || (parameter[0] != '0' && parameter[0] != '1')) return 0;
        int weight = (parameter[0] - '0') * 1000;
        for (std::size_t i = 2, scale = 100; i < parameter.size() && i < 5; ++i, scale /= 10) {
            if (parameter[i] < '0' || parameter[i] > '9') return 0;
            weight += (parameter[i] - '0') * static_cast<int>(scale);
        }
        return std::min(weight, 1000);
    }
    return 1000;
}

}  // namespace

Locale::Locale(std::string_view tag) : Locale(find_locale(tag).value_or(Locale())) {}

std::string_view Locale::tag() const { return tags[index_]; }

std::string_view Locale::own_name() const { return own_names[index_]; }

std::optional<Locale> find_locale(std::string_view tag) {
    const std::string_view language = tag.substr(0, tag.find_first_of("-_"));
    const auto found = std::ranges::find_if(tags, [&](std::string_view known) { return std::ranges::equal(language, known, {}, lower); });
    if (found == tags.end()) return std::nullopt;
    Locale locale;
    locale.index_ = static_cast<std::uint8_t>(found - tags.begin());
    return locale;
}

std::span<const Locale> all_locales() {
    static const std::array<Locale, Locale::count> all = {"en", "ko", "cy", "uz", "bn"};
    return all;
}

Locale negotiate(std::string_view accept_language, std::span<const Locale> offered) {
    assert(!offered.empty());
    Locale best = offered.front();
    int best_weight = 0;
    while (!accept_language.empty()) {
        std::string_view item = take(accept_language, ',');
        const auto locale = find_locale(take(item, ';'));
        const int weight = weight_of(item);
        if (!locale || weight <= best_weight || std::ranges::find(offered, *locale) == offered.end()) continue;
        best = *locale;
        best_weight = weight;
    }
    return best;
}

}  // namespace goodhost::i18n
