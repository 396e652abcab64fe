#pragma once
#include <string>
#include <string_view>

namespace goodhost::crypto {

/// A QR code as an SVG element that scales with its container: dark on white with the quiet zone of four modules, so
/// that it is read on a dark page too. `label` is its name for those who do not see it. The text may have up to 1,000
/// bytes; longer ones throw std::length_error.
std::string qr_svg(std::string_view text, std::string_view label);

}  // namespace goodhost::crypto
