#pragma once
#include "accounts/accounts.hpp"
#include "platform/http/route.hpp"

/// Roles, teams.
namespace goodhost::accounts {

struct Role {
    RoleId id;
    std::optional<std::string> key;  ///< of a built-in role
    std::string name;
    std::vector<std::string> permissions;
    bool builtin = false;
};
BOOST_DESCRIBE_STRUCT(Role, (), (id, key, name, permissions, builtin))

struct RoleList {
    std::vector<Role> items;
};
BOOST_DESCRIBE_STRUCT(RoleList, (), (items))

struct RoleInput {
    std::string name;
    std::vector<std::string> permissions;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(RoleInput, (), (name, permissions))

struct RoleChange {
    RoleId role_id;
    Patch<std::string> name;
    Patch<std::vector<std::string>> permissions;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(RoleChange, (), (role_id, name, permissions))

struct RoleKey {
    RoleId role_id;
};
BOOST_DESCRIBE_STRUCT(RoleKey, (), (role_id))

struct PermissionList {
    std::vector<std::string> items;
};
BOOST_DESCRIBE_STRUCT(PermissionList, (), (items))

struct Team {
    TeamId id;
    std::string name;
    std::optional<BrandId> brand_id;
    std::vector<AgentId> members;
};
BOOST_DESCRIBE_STRUCT(Team, (), (id, name, brand_id, members))

struct TeamList {
    std::vector<Team> items;
};
BOOST_DESCRIBE_STRUCT(TeamList, (), (items))

struct Membership {
    TeamId team_id;
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (team_id, agent_id))

struct TeamInput {
    std::string name;
    std::optional<BrandId> brand_id;
    std::vector<AgentId> members;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(TeamInput, (), (name, brand_id, members))

struct TeamChange {
    TeamId team_id;
    Patch<std::string> name;
    Patch<BrandId> brand_id;
    Patch<std::vector<AgentId>> members;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(TeamChange, (), (team_id, name, brand_id, members))

struct TeamKey {
    TeamId team_id;
};
BOOST_DESCRIBE_STRUCT(TeamKey, (), (team_id))

inline constexpr std::string_view builtin_roles[] = {"owner", "admin", "lead", "agent", "light_agent"};

std::optional<Role> find_role(db::Reader& reader, RoleId id);
std::optional<Role> find_role_by_key(db::Reader& reader, std::string_view key);
/// The built-in ones' come from the registry.
std::vector<std::string> effective_permissions(const Context& context, const Role& role);
bool is_owner(db::Reader& reader, const Context& context);
/// Makes the built-in roles that are missing; at every start.
void ensure_builtin_roles(db::Tx& tx);

RoleList list_roles(db::Reader& reader, const Context& context, const http::Empty&);
PermissionList list_permissions(db::Reader& reader, const Context& context, const http::Empty&);
Role create_role(db::Tx& tx, const Context& context, const RoleInput& input);
Role change_role(db::Tx& tx, const Context& context, const RoleChange& input);
void delete_role(db::Tx& tx, const Context& context, const RoleKey& input);

TeamList list_teams(db::Reader& reader, const Context& context, const http::Empty&);
Team create_team(db::Tx& tx, const Context& context, const TeamInput& input);
Team change_team(db::Tx& tx, const Context& context, const TeamChange& input);
void delete_team(db::Tx& tx, const Context& context, const TeamKey& input);

}  // namespace goodhost::accounts
