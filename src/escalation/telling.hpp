#pragma once
#include "escalation/pages.hpp"
#include "escalation/people.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/live/live.hpp"

/// How the people of a rung learn of a page. Nobody gets more than one mail of pages in five minutes: what comes at once comes as one.
namespace goodhost::escalation {

void tell(db::Tx& tx, const Context& system, const Page& page, const std::vector<Person>& people);
/// Their screens look again.
void refresh(db::Tx& tx, const Context& context, const std::vector<AgentId>& agents);

inline constexpr std::string_view mail_job = "escalation.mail";  ///< OfAgent: what waits for one person, as one mail
struct OfAgent {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(OfAgent, (), (agent_id))
void send_waiting(const Context& context, const jobs::Job& job);

/// `pages/<agent>`: a signal says that something is new; only the agent itself may follow.
live::Source pages_topic();

}  // namespace goodhost::escalation
