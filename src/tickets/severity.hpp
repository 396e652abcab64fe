#pragma once
#include <string>

#include "tickets/types.hpp"

namespace goodhost {
struct Context;
namespace db {
class Tx;
}
}  // namespace goodhost

namespace goodhost::tickets {

struct NewSeverity {
    Severity severity = Severity::normal;
    std::string reason;  ///< on the trail with it
};
/// For slices that weigh what is known of a ticket, without a look at the actor's rights. Nothing happens to a ticket that is gone or
/// has it so already.
void set_severity(db::Tx& tx, const Context& context, TicketId id, const NewSeverity& becomes);

}  // namespace goodhost::tickets
