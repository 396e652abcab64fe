#include "platform/core/context.hpp"

#include <algorithm>

#include "platform/json/json.hpp"

namespace goodhost {

bool Access::sees_brand(BrandId brand) const { return all_brands || std::ranges::find(brands, brand.value) != brands.end(); }

void Context::require(Permission permission) const {
    if (!may(permission)) throw Problem(ProblemKind::forbidden, "platform.forbidden", "lacks " + std::string(permission.name));
}

std::string Context::brand_scope() const {
    if (is_system() || (access && access->all_brands)) return "*";
    return access ? json::to_json(access->brands) : "[]";
}

Context Context::as_system(BrandId of_row) const {
    Context other = *this;
    other.actor = {ActorKind::system, 0, "Goodhost"};
    other.access = nullptr;
    other.brand = of_row;
    return other;
}

}  // namespace goodhost
