#pragma once
#include "accounts/ids.hpp"
#include "brands/brands.hpp"
#include "escalation/escalation.hpp"
#include "platform/http/route.hpp"

/// Acknowledging from a mail. Scanners follow links: fetching the page changes nothing, its button does.
namespace goodhost::escalation {

/// All that an agent was told of up to this tell.
struct ToldUpTo {
    AgentId agent_id;
    std::int64_t tell_id = 0;
};
BOOST_DESCRIBE_STRUCT(ToldUpTo, (), (agent_id, tell_id))

std::string acknowledge_link(const Context& context, const brands::Brand& brand, const ToldUpTo& told);

std::vector<http::Route> link_routes();

}  // namespace goodhost::escalation
