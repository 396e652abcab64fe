#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::hosting {

/// Importers of products, servers, services and sites.
void register_importers(Registry& registry);

}  // namespace goodhost::hosting
