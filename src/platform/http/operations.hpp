#pragma once
#include "platform/core/context.hpp"

namespace goodhost {
class Registry;
}

namespace goodhost::http {

inline constexpr Permission operate{"platform.operate"};  ///< jobs, consumers

/// Health, readiness, metrics, the API's description, jobs and consumers for administrators, and the daily clean-up.
void register_operations(Registry& registry);

}  // namespace goodhost::http
