#pragma once
#include "escalation/escalation.hpp"
#include "platform/db/db.hpp"
#include "platform/jobs/jobs.hpp"

/// Pages on people's own devices. What comes at once comes as one note, and a new one tells of all that runs: it takes the place of the
/// one before.
namespace goodhost::escalation {

inline constexpr std::string_view push_job = "escalation.push";  ///< OfAgent: what waits for one person's devices

/// After a tell that waits for the agent's devices was written down.
void order_push(db::Tx& tx, const Context& system, AgentId agent);
void push_waiting(const Context& context, const jobs::Job& job);

}  // namespace goodhost::escalation
