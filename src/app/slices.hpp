#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::app {

/// Every slice contributes what it has; the order is that of the rows in ARCHITECTURE.md, and of migrations and seed.
void register_slices(Registry& registry);

}  // namespace goodhost::app
