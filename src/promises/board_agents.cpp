#include <algorithm>
#include <map>

#include "promises/board.hpp"
#include "promises/queries.hpp"
#include "roster/shifts.hpp"

namespace goodhost::promises {

namespace {

using tickets::Channel;

constexpr std::size_t most_agents = 200;

struct Load {
    AgentId agent_id;
    Channel channel = Channel::portal;
    std::int64_t tickets = 0;
};
BOOST_DESCRIBE_STRUCT(Load, (), (agent_id, channel, tickets))

struct Soonest : OwedSoonest {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(Soonest, (OwedSoonest), (agent_id))

struct Membership {
    AgentId agent_id;
    TeamId team_id;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (agent_id, team_id))

/// What is read of everybody at once.
struct Work {
    std::map<std::pair<AgentId, Channel>, std::int64_t> loads;
    std::map<AgentId, OwedSoonest> soonest;
    std::map<AgentId, std::vector<TeamId>> teams;
    std::map<AgentId, roster::OnShift> on_shift;
};

db::Query scoped(db::Query query, const Context& context) {
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::in_brands, scope);
    return query;
}

Work read_work(db::Reader& reader, const Context& context) {
    Work work;
    for (auto& load : reader.list<Load>(scoped(db::Query(sql::list_loads), context))) {
        auto channel = load.channel == Channel::api ? Channel::portal : load.channel;
        work.loads[{load.agent_id, channel}] += load.tickets;
    }
    for (auto& owed : reader.list<Soonest>(scoped(db::Query(sql::list_soonest), context))) work.soonest.emplace(owed.agent_id, owed);
    for (auto& member : reader.list<Membership>(sql::list_memberships)) work.teams[member.agent_id].push_back(member.team_id);
    for (auto& one : roster::on_shift(reader, context.now())) work.on_shift.emplace(one.agent_id, one);
    return work;
}

ChannelLoad load_of(const Work& work, AgentId agent, Channel channel, std::int64_t capacity) {
    ChannelLoad load{channel, {}, capacity};
    if (auto found = work.loads.find({agent, channel}); found != work.loads.end()) load.open.tickets = found->second;
    auto channels = channel == Channel::portal ? std::string("portal,api") : std::string(enum_name(channel));
    load.open.q = "queue:open assignee:" + std::to_string(agent.value) + " channel:" + channels;
    return load;
}

BoardAgent agent_of(const roster::Means& means, const Work& work) {
    BoardAgent agent;
    agent.agent_id = means.agent_id;
    agent.name = means.name;
    agent.presence = means.presence;
    agent.on_leave = means.on_leave;
    if (auto found = work.teams.find(means.agent_id); found != work.teams.end()) agent.team_ids = found->second;
    if (auto found = work.on_shift.find(means.agent_id); found != work.on_shift.end()) {
        agent.on_duty = true;
        agent.duty_until = found->second.until;
    }
    if (auto found = work.soonest.find(means.agent_id); found != work.soonest.end()) agent.soonest = found->second;
    auto& capacities = means.capacities;
    agent.channels = {
        load_of(work, means.agent_id, Channel::email, capacities.email), load_of(work, means.agent_id, Channel::portal, capacities.portal),
        load_of(work, means.agent_id, Channel::chat, capacities.chat), load_of(work, means.agent_id, Channel::phone, capacities.phone)};
    for (auto& load : agent.channels) agent.open.tickets += load.open.tickets;
    agent.open.q = "queue:open assignee:" + std::to_string(means.agent_id.value);
    return agent;
}

bool sees_any(const roster::Means& means, const Context& context) {
    return means.brands.empty() || std::ranges::any_of(means.brands, [&](BrandId brand) { return context.sees_brand(brand); });
}

/// Who only looks on is in no team and has nothing.
bool takes_part(const BoardAgent& agent) {
    return !agent.team_ids.empty() || agent.open.tickets > 0 || agent.on_duty || agent.presence != roster::Presence::offline;
}

}  // namespace

std::vector<BoardAgent> list_board_agents(db::Reader& reader, const Context& context, const std::optional<TeamId>& team) {
    auto work = read_work(reader, context);
    std::vector<BoardAgent> agents;
    for (auto& means : roster::means_of(reader, {}, context.now())) {
        if (!sees_any(means, context)) continue;
        auto agent = agent_of(means, work);
        bool asked_for = !team || std::ranges::find(agent.team_ids, *team) != agent.team_ids.end();
        if (asked_for && takes_part(agent)) agents.push_back(std::move(agent));
    }
    std::ranges::stable_sort(agents, [](const BoardAgent& a, const BoardAgent& b) {
        if (a.on_duty != b.on_duty) return a.on_duty;
        if (a.presence != b.presence) return a.presence < b.presence;
        return a.open.tickets > b.open.tickets;
    });
    if (agents.size() > most_agents) agents.resize(most_agents);
    return agents;
}

}  // namespace goodhost::promises
