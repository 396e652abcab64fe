#pragma once
#include "platform/seed_plan.hpp"

namespace goodhost::tickets {

/// Ready answers, macros, saved views, custom fields.
void seed_tools(const Context& system, SeedPlan& plan);
/// Tickets, told from stories/<language>.json in the order of time up to today.
void seed_tickets(const Context& system, SeedPlan& plan);

}  // namespace goodhost::tickets
