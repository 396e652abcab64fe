#include "app/leaving.hpp"

#include <atomic>

#include "platform/registry.hpp"

namespace goodhost::app {

namespace {

/// Of the process: it leaves as a whole, once.
std::atomic<bool> leaving = false;

}  // namespace

void announce_leaving() { leaving = true; }

void register_leaving(Registry& registry) {
    registry.health({"leaving", [](db::Reader&, const Context&) {
                         return leaving ? std::optional<std::string>("this node is about to stop") : std::nullopt;
                     }});
}

}  // namespace goodhost::app
