#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::email {

/// Routes, jobs and constraints of what leaves the house.
void register_way_out(Registry& registry);

}  // namespace goodhost::email
