#pragma once

namespace goodhost {

class Registry;

/// The platform's own tables, statements, permissions and routes (jobs, consumers, health, assets, reference).
void register_platform(Registry& registry);

}  // namespace goodhost
