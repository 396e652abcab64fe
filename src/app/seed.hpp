#pragma once
#include <cstdint>
#include <string>

#include "app/program.hpp"

namespace goodhost::app {

struct SeedOptions {
    std::string size = "small";
    std::uint64_t number = 1;
};

/// Refuses (conflict `app.not_empty`) an installation that has a brand already.
int run_seed(Program& program, const SeedOptions& options);

}  // namespace goodhost::app
