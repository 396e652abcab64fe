#include "accounts/queries.hpp"
#include "accounts/roles.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

Team load(db::Reader& reader, TeamId id) {
    auto team = reader.find<Team>(sql::find_team, id);
    if (!team) throw Problem(ProblemKind::not_found, "accounts.team_not_found");
    for (auto& member : reader.list<Membership>(sql::list_memberships))
        if (member.team_id == id) team->members.push_back(member.agent_id);
    return *team;
}

void set_members(db::Tx& tx, TeamId id, const std::vector<AgentId>& members) {
    tx.execute(sql::clear_members, id);
    for (auto member : members) {
        if (!find_agent(tx, member)) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"members", "unknown_value", {}}});
        tx.execute(sql::insert_member, id, member);
    }
}

void record(db::Tx& tx, const Context& context, std::string_view type, const Team& team) {
    trail::append(tx, context, "team/" + std::to_string(team.id.value), type, team);
}

}  // namespace

TeamList list_teams(db::Reader& reader, const Context&, const http::Empty&) {
    TeamList list{reader.list<Team>(sql::list_teams)};
    for (auto& member : reader.list<Membership>(sql::list_memberships))
        for (auto& team : list.items)
            if (team.id == member.team_id) team.members.push_back(member.agent_id);
    return list;
}

Team create_team(db::Tx& tx, const Context& context, const TeamInput& input) {
    auto id = tx.get<TeamId>(sql::insert_team, input.name, input.brand_id);
    set_members(tx, id, input.members);
    auto team = load(tx, id);
    record(tx, context, "accounts.team_created", team);
    return team;
}

Team change_team(db::Tx& tx, const Context& context, const TeamChange& input) {
    auto team = load(tx, input.team_id);
    input.name.apply_to(team.name);
    input.brand_id.apply_to(team.brand_id);
    tx.execute(sql::change_team, team.id, team.name, team.brand_id);
    if (input.members.value) set_members(tx, team.id, *input.members.value);
    team = load(tx, team.id);
    record(tx, context, "accounts.team_changed", team);
    return team;
}

void delete_team(db::Tx& tx, const Context& context, const TeamKey& input) {
    auto team = load(tx, input.team_id);
    tx.execute(sql::delete_team, team.id);
    record(tx, context, "accounts.team_deleted", team);
}

}  // namespace goodhost::accounts
