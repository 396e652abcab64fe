#pragma once
#include "platform/resident.hpp"

namespace goodhost::email {

/// Fetches the mail of all mailboxes that have a source: one node reads a mailbox at a time (a lease in `mailbox_health`), every
/// folder has a connection of its own, and none waits for another.
std::unique_ptr<Resident> make_fetcher(const Context& system, const std::string& node);

}  // namespace goodhost::email
