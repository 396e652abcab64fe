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

/// OfAgents: what waits for each of those who are to be mailed at the same moment, as one mail to each.
inline constexpr std::string_view mail_job = "escalation.mails";
struct OfAgents {
    std::vector<AgentId> agent_ids;  ///< ascending
};
BOOST_DESCRIBE_STRUCT(OfAgents, (), (agent_ids))
void send_waiting(const Context& context, const jobs::Job& job);

/// OfAgent: one of them alone, where it failed for all.
inline constexpr std::string_view one_mail_job = "escalation.mail";
struct OfAgent {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(OfAgent, (), (agent_id))
void send_waiting_to_one(const Context& context, const jobs::Job& job);

/// `pages/<agent>`: a signal says that something is new; only the agent itself may follow.
live::Source pages_topic();

}  // namespace goodhost::escalation
