#pragma once
#include <string>
#include <string_view>

#include "platform/html/sanitise.hpp"

namespace goodhost::html {

// Which bound `html` passes, in words; empty when it may be parsed. Linear.
std::string passed_bound(std::string_view html, const SanitiseOptions& options);

}  // namespace goodhost::html
