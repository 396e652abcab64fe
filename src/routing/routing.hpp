#pragma once
#include <string_view>

#include "routing/score.hpp"
#include "tickets/tickets.hpp"

namespace goodhost {
class Registry;
}

/// Who gets which ticket: given by rule, or taken by an agent who asks for the next one.
namespace goodhost::routing {

using tickets::TicketId;

inline constexpr Permission may_configure{"routing.configure"};

/// push: given by the program. pull: the agent asked for the next one.
enum class Way { push, pull };
BOOST_DESCRIBE_ENUM(Way, push, pull)

/// What the slice writes on the stream of a ticket.
namespace entries {

inline constexpr std::string_view given = "routing.given";            ///< Given
inline constexpr std::string_view given_back = "routing.given_back";  ///< GivenBack: who had it is not there

struct Compared {
    AgentId agent_id;
    std::string name;
    std::int64_t points = 0;
};
BOOST_DESCRIBE_STRUCT(Compared, (), (agent_id, name, points))

/// All that decided. `others`: who could have had it, too; `passed_over`: how many could not, by why.
struct Given {
    TicketId ticket_id;
    AgentId agent_id;
    std::string name;
    Way way = Way::push;
    Rule rule = Rule::score;
    Ring ring = Ring::perfect;
    std::vector<Reason> reasons;
    std::vector<Compared> others;
    std::map<std::string, std::int64_t> passed_over;
    std::optional<Instant> due_at;
};
BOOST_DESCRIBE_STRUCT(Given, (), (ticket_id, agent_id, name, way, rule, ring, reasons, others, passed_over, due_at))

struct GivenBack {
    TicketId ticket_id;
    AgentId agent_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(GivenBack, (), (ticket_id, agent_id, name))

}  // namespace entries

void register_routing(Registry& registry);

}  // namespace goodhost::routing
