#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "platform/core/context.hpp"

namespace goodhost {
class Registry;
}

namespace goodhost::accounts {

/// The rights of a built-in role, or those stored with a role of the host's own.
std::shared_ptr<const PermissionSet> permissions_of_role(const Registry& registry, const std::optional<std::string>& role_key,
                                                         const std::string& stored);

/// The same, made once and shared by all requests and live connections of that role: they depend on nothing else. Any thread.
class Rights {
  public:
    explicit Rights(const Registry& registry) : registry_(registry) {}
    /// `scopes`, where there are any, leave of the role's rights what they name.
    std::shared_ptr<const PermissionSet> of(const std::optional<std::string>& role_key, const std::string& stored,
                                            std::span<const std::string> scopes = {});

  private:
    const Registry& registry_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const PermissionSet>, std::less<>> known_;
};

}  // namespace goodhost::accounts
