#include "brands/seed.hpp"

#include "brands/manage.hpp"
#include "platform/services.hpp"

namespace goodhost::brands {

namespace {

constexpr std::chrono::days age{900};

}  // namespace

void seed_brands(const Context& system, SeedPlan& plan) {
    ManualClock clock(plan.today - age);
    auto context = told_at(clock, system);
    auto inputs = read_seed<std::vector<BrandInput>>("brands.json");
    system.services.database.write([&](db::Tx& tx) {
        for (auto& input : inputs) create_brand(tx, context, input);
    });
}

}  // namespace goodhost::brands
