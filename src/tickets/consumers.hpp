#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::tickets {

/// `tickets.search` keeps the words of messages in the full-text index; `tickets.contacts` follows contacts that are merged.
void register_consumers(Registry& registry);

}  // namespace goodhost::tickets
