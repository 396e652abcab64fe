#include "app/seed.hpp"

#include <fmt/core.h>

#include <map>

#include "app/command_line.hpp"
#include "brands/brands.hpp"
#include "platform/db/db.hpp"
#include "platform/seed_plan.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {

namespace {

constexpr std::chrono::hours longest_catch_up{6};

SeedSize size_of(const std::string& name) {
    static const std::map<std::string, SeedSize> sizes = {
        {"small", SeedSize::small}, {"large", SeedSize::large}, {"huge", SeedSize::huge}, {"vast", SeedSize::vast}};
    return sizes.at(name);
}

}  // namespace

int run_seed(Program& program, const SeedOptions& options) {
    auto system = program.system_context();
    bool used = program.database().read([](db::Reader& reader) { return !brands::list_brands(reader).empty(); });
    if (used)
        throw Problem(ProblemKind::conflict, "app.not_empty", "this installation has data already; the demo host is made in an empty one");
    SeedPlan plan{
        size_of(options.size), options.number, std::chrono::floor<std::chrono::hours>(system.now()), std::mt19937_64(options.number), {}};
    for (auto& step : program.registry().seeds()) {
        fmt::print(stderr, "{}\n", step.name);
        step.run(system, plan);
    }
    auto following = program.registry().consumers();
    // What must not be done for the past begins when somebody serves: nobody is called to what was made up.
    std::erase_if(following, [](auto& consumer) { return consumer.start_at == trail::StartAt::now; });
    trail::Consumers consumers(program.database(), system, std::move(following), "seed");
    consumers.start();
    bool caught_up = consumers.caught_up(longest_catch_up);
    consumers.stop();
    if (!caught_up)
        throw Problem(ProblemKind::unavailable, "app.consumers_behind", "the consumers did not catch up; `goodhost serve` lets them go on");
    for (auto& note : plan.notes) fmt::print("{}\n", note);
    return done;
}

}  // namespace goodhost::app
