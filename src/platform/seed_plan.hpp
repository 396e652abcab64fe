#pragma once
#include <cstdint>
#include <random>
#include <string>

#include "platform/core/time.hpp"

namespace goodhost {

enum class SeedSize { small, large, huge };

/// The demo host as it is being made. Slices run in the order of registration and read from the database what slices before
/// them made. The same number gives the same host, told up to `today`.
struct SeedPlan {
    SeedSize size = SeedSize::small;
    std::uint64_t number = 1;
    Instant today;
    std::mt19937_64 random;

    /// 0 .. below-1, the same on every platform.
    std::uint64_t pick(std::uint64_t below) { return random() % below; }
};

}  // namespace goodhost
