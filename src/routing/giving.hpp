#pragma once
#include "platform/core/context.hpp"
#include "platform/http/route.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/trail/trail.hpp"
#include "routing/routing.hpp"

/// Giving tickets to people, taking them back, and who asks for the next one.
namespace goodhost::routing {

/// What of a ticket decides who gets it.
struct Facts {
    TicketId id;
    BrandId brand_id;
    std::string subject, category;
    tickets::Channel channel = tickets::Channel::portal;
    tickets::Status status = tickets::Status::new_;
    bool open = true, on_hold = false;
    std::optional<AgentId> assignee_id, acquainted_id;
    std::optional<accounts::TeamId> team_id;
    std::string language;
    Instant created_at{};
    std::optional<Instant> unanswered_since, promise_due_at;
    std::optional<std::int64_t> skill_id;
    std::int64_t level = 1;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (id, brand_id, subject, category, channel, status, open, on_hold, assignee_id, acquainted_id, team_id, language,
                       created_at, unanswered_since, promise_due_at, skill_id, level))

Need need_of(const Facts& facts, Instant now);

/// Gives a ticket that nobody has by its rule. Idempotent: what somebody has stays. Without anybody who can have it, it is tried again
/// when the promise has come nearer and the needs are relaxed.
void route(db::Tx& tx, const Context& system, TicketId id);
inline constexpr std::string_view again = "routing.again";  ///< OfTicket
struct OfTicket {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(OfTicket, (), (ticket_id))

/// Consumer: tickets that nobody has, or somebody who is not there while a promise comes near; agents who come and go.
void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry);

/// Timer: who has not come back gives back what nobody has answered.
void give_back(db::Tx& tx, const Context& system, AgentId agent);
inline constexpr std::string_view give_back_job = "routing.give_back";  ///< OfAgent
struct OfAgent {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(OfAgent, (), (agent_id))

struct NextTicket {
    std::optional<TicketId> ticket_id;  ///< none: nothing waits that the agent can do
};
BOOST_DESCRIBE_STRUCT(NextTicket, (), (ticket_id))
/// The ticket that is owed soonest of those that nobody has and that the agent can do, given to the agent.
NextTicket take_next(db::Tx& tx, const Context& context, const http::Empty&);

}  // namespace goodhost::routing
