#pragma once

namespace goodhost {
class Registry;
}

/// A node that is about to stop says so first: /readyz fails, and a load balancer sends nobody there any more.
namespace goodhost::app {

/// From now on this process is not ready. Any thread.
void announce_leaving();
void register_leaving(Registry& registry);

}  // namespace goodhost::app
