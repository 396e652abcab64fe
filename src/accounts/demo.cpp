#include "accounts/demo.hpp"

#include "accounts/queries.hpp"
#include "accounts/sessions.hpp"
#include "platform/config/settings.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

void require_demo(const Context& context) {
    if (!context.services.settings.flag("demo")) throw Problem(ProblemKind::not_found, "platform.not_found", "this is no demo host");
}

}  // namespace

Cast list_cast(db::Reader& reader, const Context& context, const http::Empty&) {
    require_demo(context);
    Cast cast;
    for (auto& agent : reader.list<AgentDetail>(sql::list_agents))
        if (agent.active) cast.items.push_back({agent.id, agent.name, agent.email, agent.role_name});
    return cast;
}

http::Response sign_in_as(const http::Call& call) {
    require_demo(call.context);
    auto agent = call.input<AgentKey>().agent_id;
    auto row = call.context.services.database.read([&](db::Reader& reader) { return find_agent(reader, agent); });
    if (!row || !row->active) throw Problem(ProblemKind::not_found, "accounts.agent_not_found");
    return signed_in(call, agent);
}

}  // namespace goodhost::accounts
