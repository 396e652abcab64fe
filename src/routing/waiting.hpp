#pragma once
#include <algorithm>
#include <optional>

#include "platform/core/context.hpp"
#include "platform/jobs/jobs.hpp"
#include "routing/candidates.hpp"
#include "routing/giving.hpp"

/// What nobody has, looked through for one agent.
namespace goodhost::routing {

/// The promise's part of a need: what is owed by when.
void set_urgency(Need& need, const auto& facts, Instant now) {
    if (!facts.promise_due_at) return;
    need.slack = *facts.promise_due_at - now;
    need.target = std::max(*facts.promise_due_at - facts.unanswered_since.value_or(facts.created_at), Duration{1});
}

/// The first of all that wait, however many the asker can't do are owed sooner.
std::optional<TicketId> find_next(db::Reader& reader, const Context& context, const Person& asker);

/// An agent who came, and the place from which on what waits is still to be offered.
struct Offer {
    AgentId agent_id;
    Instant owed_at{};
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (agent_id, owed_at, ticket_id))

/// Gives what waits and the agent can do by its rules. A part of it in this transaction; the job goes on behind it.
void offer_waiting(db::Tx& tx, const Context& system, const Offer& offer);
inline constexpr std::string_view offer_job = "routing.offer";  ///< Offer

}  // namespace goodhost::routing
