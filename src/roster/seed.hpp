#pragma once
#include "platform/seed_plan.hpp"

namespace goodhost::roster {

/// Two rosters of the demo host, around the clock and on call, what its agents can do, and somebody on leave.
void seed_rosters(const Context& system, SeedPlan& plan);

}  // namespace goodhost::roster
