#pragma once

namespace goodhost {
class Registry;
}

namespace goodhost::email {

/// How the mailboxes are and what is held, for /metrics.
void register_figures(Registry& registry);

}  // namespace goodhost::email
