#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/core/context.hpp"

namespace goodhost {

/// A part of a slice that runs as long as the program serves: a listener, connections that are held open.
class Resident {
  public:
    virtual ~Resident() = default;
    /// Throws Problem unavailable when it can't, which stops the start.
    virtual void start() = 0;
    /// Finishes what runs, takes nothing new on; returns when none of its threads touches the services any more.
    virtual void stop() = 0;
};

struct ResidentEntry {
    std::string_view name;
    /// `node` is unique among the running processes. Null when the settings do not ask for it.
    std::function<std::unique_ptr<Resident>(const Context& system, const std::string& node)> make;
};

}  // namespace goodhost
