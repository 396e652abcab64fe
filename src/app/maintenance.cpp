#include <fmt/core.h>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/slices.hpp"
#include "platform/http/openapi.hpp"
#include "platform/trail/trail.hpp"
#include "platform/version.hpp"

namespace goodhost::app {

namespace {

std::string_view word(trail::Finding finding) {
    switch (finding) {
        case trail::Finding::intact: return "intact";
        case trail::Finding::erased: return "erased";
        case trail::Finding::altered: return "altered";
        case trail::Finding::missing: return "missing";
    }
    return "unknown";
}

}  // namespace

int migrate(Program& program) {
    int applied = program.migrate();
    fmt::print("{} migrations applied\n", applied);
    return done;
}

int verify(Program& program, const std::string& stream) {
    auto result = trail::verify(program.database(), stream);
    for (auto& fault : result.faults)
        fmt::print("{}: {} at entry {}: {}\n", fault.stream, word(fault.finding), fault.at_sequence, fault.detail);
    fmt::print("{} entries in {} streams, {} erased, {} faults\n", result.entries, result.streams, result.erased, result.faults.size());
    return result.faults.empty() ? done : damaged;
}

int print_openapi() {
    Registry registry;
    register_slices(registry);
    fmt::print("{}", http::openapi_document(registry.routes(), version));
    return done;
}

}  // namespace goodhost::app
