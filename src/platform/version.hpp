#pragma once
#include <string_view>

namespace goodhost {

inline constexpr std::string_view version = GOODHOST_VERSION;

}  // namespace goodhost
