#pragma once
#include "platform/seed_plan.hpp"

namespace goodhost::hosting {

/// Products and the graph of servers, then what each customer has.
void seed_infrastructure(const Context& system, SeedPlan& plan);
void seed_services(const Context& system, SeedPlan& plan);

}  // namespace goodhost::hosting
