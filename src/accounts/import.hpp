#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::accounts {

/// Importers of customers and contacts.
void register_importers(Registry& registry);

}  // namespace goodhost::accounts
