#pragma once
#include "platform/seed_plan.hpp"

namespace goodhost::email {

/// The mailboxes of the demo host's brands.
void seed_mailboxes(const Context& system, SeedPlan& plan);

}  // namespace goodhost::email
