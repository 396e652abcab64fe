#pragma once
#include "escalation/escalation.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// Looks every few minutes for steps whose timer did not ring, and takes them.
namespace goodhost::escalation {

inline constexpr std::string_view watch = "escalation.watch";  ///< the job that runs watch_over and itself again

/// When it looks again.
Instant watch_over(db::Tx& tx, const Context& system);

/// In words why pages may not go on; nothing when they do.
std::optional<std::string> watch_fault(db::Reader& reader, const Context& context);

}  // namespace goodhost::escalation
