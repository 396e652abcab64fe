#pragma once
#include "platform/seed_plan.hpp"

namespace goodhost::accounts {

/// Everybody of the demo host signs in with it.
inline constexpr std::string_view demo_password = "kestrel-demo-2026";

/// Teams and agents of every role, then customers and their contacts: written ones first, for larger hosts made of names too.
void seed_staff(const Context& system, SeedPlan& plan);
void seed_customers(const Context& system, SeedPlan& plan);

}  // namespace goodhost::accounts
