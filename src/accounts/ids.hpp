#pragma once
#include "platform/core/id.hpp"

namespace goodhost::accounts {

struct AgentTag {};
struct ContactTag {};
struct CustomerTag {};
struct TeamTag {};
struct RoleTag {};
using AgentId = Id<AgentTag>;
using ContactId = Id<ContactTag>;
using CustomerId = Id<CustomerTag>;
using TeamId = Id<TeamTag>;
using RoleId = Id<RoleTag>;

}  // namespace goodhost::accounts
