#include "accounts/rights.hpp"

#include <algorithm>
#include <vector>

#include "platform/json/json.hpp"
#include "platform/registry.hpp"

namespace goodhost::accounts {

namespace {

/// Roles and tokens of different scopes are few; who changes them all day long starts anew.
constexpr std::size_t most_known = 1000;

}  // namespace

std::shared_ptr<const PermissionSet> permissions_of_role(const Registry& registry, const std::optional<std::string>& role_key,
                                                         const std::string& stored) {
    auto set = std::make_shared<PermissionSet>();
    for (auto& entry : registry.permissions()) {
        bool all = role_key && (*role_key == "owner" || *role_key == "admin");
        bool listed = role_key && std::ranges::find(entry.roles, *role_key) != entry.roles.end();
        if (all || listed) set->insert(std::string(entry.permission.name));
    }
    if (!role_key)
        for (auto& name : json::from_json<std::vector<std::string>>(stored)) set->insert(name);
    return set;
}

std::shared_ptr<const PermissionSet> Rights::of(const std::optional<std::string>& role_key, const std::string& stored,
                                                std::span<const std::string> scopes) {
    std::string key = role_key ? "=" + *role_key : stored;
    for (auto& scope : scopes) key += '\n' + scope;
    std::lock_guard lock(mutex_);
    if (auto known = known_.find(key); known != known_.end()) return known->second;
    auto set = permissions_of_role(registry_, role_key, stored);
    if (!scopes.empty()) {
        auto narrowed = std::make_shared<PermissionSet>();
        for (auto& scope : scopes)
            if (set->contains(scope)) narrowed->insert(scope);
        set = narrowed;
    }
    if (known_.size() >= most_known) known_.clear();
    known_.emplace(std::move(key), set);
    return set;
}

}  // namespace goodhost::accounts
