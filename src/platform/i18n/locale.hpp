#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace goodhost::i18n {

/// One of the languages that the program speaks: en ko cy uz bn. Made from any BCP 47 tag (`ko-KR`); an unknown one is
/// English, so that a stored or sent value can always be used.
class Locale {
  public:
    static constexpr std::size_t count = 5;

    constexpr Locale() = default;
    Locale(std::string_view tag);
    Locale(const char* tag) : Locale(std::string_view(tag)) {}
    Locale(const std::string& tag) : Locale(std::string_view(tag)) {}

    std::string_view tag() const;       ///< `ko`
    std::string_view own_name() const;  ///< `한국어`, for the language switch
    constexpr std::size_t index() const { return index_; }

    auto operator<=>(const Locale&) const = default;

  private:
    friend std::optional<Locale> find_locale(std::string_view tag);
    std::uint8_t index_ = 0;
};

/// Nothing when the language is not one of ours.
std::optional<Locale> find_locale(std::string_view tag);

/// All of them, English first.
std::span<const Locale> all_locales();

/// The best of `offered` for an Accept-Language header (RFC 9110 section 12.5.4), else the first of `offered`, which is
/// what the brand prefers. Never throws; a bad header counts as none.
Locale negotiate(std::string_view accept_language, std::span<const Locale> offered = all_locales());

}  // namespace goodhost::i18n
