#include "app/simulate/command.hpp"

#include <fmt/core.h>
#include <malloc.h>

#include <fstream>
#include <iostream>
#include <iterator>

#include "app/simulate/result.hpp"
#include "app/simulate/world.hpp"
#include "platform/db/memory_heap.hpp"
#include "platform/json/json.hpp"
#include "platform/log/log.hpp"

namespace goodhost::simulate {

namespace {

enum Exit { ran = 0, violated = 1, wrong_usage = 64, wrong_scenario = 65 };

std::optional<std::string> read_file(const std::string& name) {
    if (name == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
    std::ifstream in(name, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

bool write_file(const std::string& name, const std::string& text) {
    if (name.empty()) return true;
    if (name == "-") return static_cast<bool>(std::cout << text << std::flush);
    std::ofstream out(name, std::ios::binary);
    out << text;
    out.close();
    if (!out) fmt::print(stderr, "goodhost: cannot write {}\n", name);
    return static_cast<bool>(out);
}

int complain(const Problem& problem) {
    fmt::print(stderr, "goodhost: the scenario is wrong: {}{}{}\n", problem.code, problem.log.empty() ? "" : ": ", problem.log);
    for (auto& field : problem.fields) {
        fmt::print(stderr, "  {}: {}", field.field.empty() ? "the whole" : field.field, field.code);
        for (auto& [name, value] : field.arguments) fmt::print(stderr, " ({} {})", name, value);
        fmt::print(stderr, "\n");
    }
    return wrong_scenario;
}

int simulate(const Options& options, const Scenario& scenario) {
    constexpr std::int64_t standard_seed = 1;
    auto seed = options.seed.value_or(scenario.seed.value_or(standard_seed));
    auto result = simulated(scenario, static_cast<std::uint64_t>(seed));
    bool written = write_file(options.json, json::to_json(result) + "\n");
    written &= write_file(options.report, report_of(result));
    if (options.json != "-" && options.report != "-") fmt::print("{}", summary_of(result));
    for (auto& violation : result.violations) fmt::print(stderr, "goodhost: {}\n", violation);
    return written && result.violations.empty() ? ran : violated;
}

}  // namespace

int run(const Options& options) {
    if (options.schema) {
        fmt::print("{}", scenario_schema());
        return ran;
    }
    if (options.scenario.empty()) {
        fmt::print(stderr, "goodhost: simulate needs a scenario: goodhost simulate SCENARIO.json, see --help\n");
        return wrong_usage;
    }
    auto text = read_file(options.scenario);
    if (!text) {
        fmt::print(stderr, "goodhost: cannot read {}\n", options.scenario);
        return wrong_usage;
    }
    // Restarts and broken calls are what is simulated here, not news.
    log::set_level(log::Level::error);
    // The database grows and shrinks at the end of the heap with every transaction: a seventh of the time went into giving it back.
    constexpr int never = 1 << 30;
    mallopt(M_TRIM_THRESHOLD, never);
    mallopt(M_TOP_PAD, 1 << 26);
    db::use_memory_heap();
    try {
        return simulate(options, read_scenario(*text));
    } catch (const Problem& problem) {
        if (problem.kind != ProblemKind::invalid && problem.kind != ProblemKind::conflict) throw;
        return complain(problem);
    }
}

}  // namespace goodhost::simulate
