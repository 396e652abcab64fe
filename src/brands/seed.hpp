#pragma once
#include "platform/seed_plan.hpp"

namespace goodhost::brands {

/// The demo host and its white-label reseller.
void seed_brands(const Context& system, SeedPlan& plan);

}  // namespace goodhost::brands
