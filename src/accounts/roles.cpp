#include "accounts/roles.hpp"

#include <algorithm>

#include "accounts/queries.hpp"
#include "accounts/rights.hpp"
#include "platform/core/changes.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

std::string builtin_name(std::string_view key) {
    std::string name(key);
    std::ranges::replace(name, '_', ' ');
    name[0] = static_cast<char>(std::toupper(name[0]));
    return name;
}

Role load(db::Reader& reader, RoleId id) {
    auto role = find_role(reader, id);
    if (!role) throw Problem(ProblemKind::not_found, "accounts.role_not_found");
    return *role;
}

/// Unknown permissions are refused; so are those that the actor lacks.
void check_permissions(const Context& context, const std::vector<std::string>& permissions) {
    FieldProblems problems;
    for (auto& name : permissions) {
        bool known = std::ranges::any_of(context.services.registry.permissions(), [&](auto& p) { return p.permission.name == name; });
        if (!known) problems.add("permissions", "unknown_value", {{"value", name}});
    }
    problems.throw_if_any();
    for (auto& name : permissions)
        if (!context.may({name})) throw Problem(ProblemKind::forbidden, "accounts.role_above_own", name);
}

Role load_custom(db::Reader& reader, RoleId id) {
    auto role = load(reader, id);
    if (role.key) throw Problem(ProblemKind::conflict, "accounts.role_builtin");
    return role;
}

}  // namespace

std::optional<Role> find_role(db::Reader& reader, RoleId id) {
    auto role = reader.find<Role>(sql::find_role, id);
    if (role) role->builtin = role->key.has_value();
    return role;
}

std::optional<Role> find_role_by_key(db::Reader& reader, std::string_view key) {
    auto role = reader.find<Role>(sql::find_role_by_key, key);
    if (role) role->builtin = true;
    return role;
}

std::vector<std::string> effective_permissions(const Context& context, const Role& role) {
    auto set = permissions_of_role(context.services.registry, role.key, json::to_json(role.permissions));
    return {set->begin(), set->end()};
}

bool is_owner(db::Reader& reader, const Context& context) {
    if (context.is_system()) return true;
    if (!context.is_agent()) return false;
    auto role = reader.find<Role>(sql::find_role_of_agent, context.actor.id);
    return role && role->key == "owner";
}

void ensure_builtin_roles(db::Tx& tx) {
    // Several nodes may start at once on an empty database.
    for (auto key : builtin_roles)
        if (!find_role_by_key(tx, key)) tx.execute(sql::insert_builtin_role, key, builtin_name(key));
}

RoleList list_roles(db::Reader& reader, const Context& context, const http::Empty&) {
    RoleList list{reader.list<Role>(sql::list_roles)};
    for (auto& role : list.items) {
        role.builtin = role.key.has_value();
        role.permissions = effective_permissions(context, role);
    }
    return list;
}

PermissionList list_permissions(db::Reader&, const Context& context, const http::Empty&) {
    PermissionList list;
    for (auto& entry : context.services.registry.permissions()) list.items.emplace_back(entry.permission.name);
    std::ranges::sort(list.items);
    return list;
}

Role create_role(db::Tx& tx, const Context& context, const RoleInput& input) {
    check_permissions(context, input.permissions);
    auto id = tx.get<RoleId>(sql::insert_role, nullptr, input.name, input.permissions);
    auto role = load(tx, id);
    trail::append(tx, context, "role/" + std::to_string(id.value), "accounts.role_created", role);
    return role;
}

Role change_role(db::Tx& tx, const Context& context, const RoleChange& input) {
    auto role = load_custom(tx, input.role_id);
    apply_changes(input, role);
    check_permissions(context, role.permissions);
    tx.execute(sql::change_role, role.id, role.name, role.permissions);
    trail::append(tx, context, "role/" + std::to_string(role.id.value), "accounts.role_changed", role);
    return role;
}

void delete_role(db::Tx& tx, const Context& context, const RoleKey& input) {
    auto role = load_custom(tx, input.role_id);
    tx.execute(sql::delete_role, role.id);
    trail::append(tx, context, "role/" + std::to_string(role.id.value), "accounts.role_deleted", role);
}

}  // namespace goodhost::accounts
