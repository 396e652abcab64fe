#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "platform/html/layout.hpp"

namespace goodhost::html {

namespace {

/// Red, green, blue, each 0 to 255.
using Color = std::array<double, 3>;

constexpr Color white = {255, 255, 255};
constexpr Color black = {0, 0, 0};
constexpr Color stock = {15, 109, 100};         ///< --teal-7 of web/site/site.css
constexpr Color light_paper = {247, 248, 249};  ///< the darker of the two light surfaces
constexpr Color dark_paper = {35, 42, 47};      ///< the lighter of the dark surfaces
constexpr double readable = 4.5;                ///< WCAG 1.4.3

std::optional<Color> parse(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    Color color{};
    for (std::size_t i = 0; i < 3; ++i) {
        unsigned value = 0;
        const char* from = text.data() + 1 + 2 * i;
        const auto [end, error] = std::from_chars(from, from + 2, value, 16);
        if (error != std::errc{} || end != from + 2) return std::nullopt;
        color[i] = value;
    }
    return color;
}

std::string css(const Color& color) {
    return fmt::format("#{:02x}{:02x}{:02x}", std::lround(color[0]), std::lround(color[1]), std::lround(color[2]));
}

/// WCAG 2.2, relative luminance.
double luminance(const Color& color) {
    constexpr Color weight = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = std::lround(color[i]) / 255.0;
        sum += weight[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double contrast(const Color& a, const Color& b) {
    const double of_a = luminance(a), of_b = luminance(b);
    return (std::max(of_a, of_b) + 0.05) / (std::min(of_a, of_b) + 0.05);
}

Color mixed(const Color& from, const Color& to, double share) {
    Color color{};
    for (std::size_t i = 0; i < 3; ++i) color[i] = from[i] + (to[i] - from[i]) * share;
    return color;
}

/// The colour, moved towards `end` until it can be read on `paper`.
Color readable_on(const Color& paper, const Color& color, const Color& end) {
    constexpr int steps = 50;
    for (int step = 0; step <= steps; ++step) {
        const Color moved = mixed(color, end, static_cast<double>(step) / steps);
        if (contrast(moved, paper) >= readable) return moved;
    }
    return end;
}

}  // namespace

std::string brand_stylesheet(std::string_view text) {
    const Color color = parse(text).value_or(stock);
    const Color on = contrast(color, white) >= contrast(color, black) ? white : black;
    // A button is filled with the colour; where neither text colour is readable enough it is moved a little.
    const Color fill = readable_on(on, color, on == white ? black : white);
    return fmt::format(
        ":root{{--brand:{0};--brand-hover:{1};--on-brand:{2};--brand-ink:{3}}}\n"
        "@media (prefers-color-scheme:dark){{:root{{--brand-ink:{4}}}}}\n",
        css(fill), css(mixed(fill, on == white ? black : white, 0.15)), css(on), css(readable_on(light_paper, color, black)),
        css(readable_on(dark_paper, color, white)));
}

}  // namespace goodhost::html
