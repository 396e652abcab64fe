#include "platform/core/context.hpp"

#include <algorithm>

#include "platform/json/json.hpp"

namespace goodhost {

bool Access::sees_brand(BrandId brand) const { return all_brands || std::ranges::find(brands, brand.value) != brands.end(); }

Context& Context::operator=(const Context& other) {
    if (this == &other) return *this;
    actor = other.actor;
    access = other.access;
    brand = other.brand;
    locale = other.locale;
    time_zone = other.time_zone;
    request_id = other.request_id;
    address = other.address;
    user_agent = other.user_agent;
    origin = other.origin;
    return *this;
}

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
