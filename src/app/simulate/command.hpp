#pragma once
#include <optional>
#include <string>

namespace goodhost::simulate {

struct Options {
    std::string scenario;  ///< a file; `-`: standard input
    std::optional<std::int64_t> seed;
    std::string json, report;  ///< files; `-`: standard output; empty: none
    bool schema = false;
};

/// Exit codes: 0 it ran; 1 what may never be has been (a chain that is not intact, a wait over the cap of which the owner was not told);
/// 64 wrong usage; 65 the scenario is wrong.
int run(const Options& options);

}  // namespace goodhost::simulate
