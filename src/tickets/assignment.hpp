#pragma once
#include "tickets/types.hpp"

namespace goodhost {
struct Context;
namespace db {
class Tx;
}
}  // namespace goodhost

namespace goodhost::tickets {

/// Who works on a ticket from now on, or nobody; for slices that give work, without a look at the actor's rights. The team stays. Nothing
/// happens to a ticket that is gone or has it so already.
void set_assignee(db::Tx& tx, const Context& context, TicketId id, const std::optional<accounts::AgentId>& agent);

}  // namespace goodhost::tickets
