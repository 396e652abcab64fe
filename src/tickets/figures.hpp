#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::tickets {

/// How much open work there is, for /metrics.
void register_figures(Registry& registry);

}  // namespace goodhost::tickets
