#pragma once
#include <span>

#include "platform/config/settings.hpp"

namespace goodhost::app {

/// Every setting of the program; docs/operations/configuration.md is made from it.
std::span<const config::Setting> known_settings();

}  // namespace goodhost::app
