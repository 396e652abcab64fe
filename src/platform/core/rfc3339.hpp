#pragma once
#include <string>

#include "platform/core/time.hpp"

namespace goodhost {

/// Appends what to_rfc3339 gives.
void write_rfc3339(std::string& out, Instant at);

}  // namespace goodhost
