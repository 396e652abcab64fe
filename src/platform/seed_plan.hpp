#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/core/time.hpp"
#include "platform/files/embedded.hpp"
#include "platform/json/json.hpp"

namespace goodhost {

enum class SeedSize { small, large, huge, vast };

/// The demo host as it is being made. Slices run in the order of registration and read from the database what slices before
/// them made. The same number gives the same host, told up to `today`.
struct SeedPlan {
    SeedSize size = SeedSize::small;
    std::uint64_t number = 1;
    Instant today;
    std::mt19937_64 random;
    std::vector<std::string> notes;  ///< what whoever seeds is told at the end

    /// 0 .. below-1, the same on every platform.
    std::uint64_t pick(std::uint64_t below) { return random() % below; }
    template <class T>
    const T& pick_of(const std::vector<T>& many) {
        return many[pick(many.size())];
    }
};

/// The same actor and services at the time of a clock of the story.
inline Context told_at(const Clock& clock, const Context& context) {
    Context told(clock, context.services);
    told = context;
    return told;
}

/// A file of seed/, which is part of the program: a missing one is a programmer's mistake.
template <class T>
T read_seed(std::string_view path) {
    auto* file = files::embedded_seed().find(path);
    if (!file) throw Problem(ProblemKind::not_found, "platform.file_missing", std::string(path));
    return json::from_json<T>(file->bytes());
}

}  // namespace goodhost
