#pragma once
#include "platform/core/context.hpp"

namespace goodhost::accounts {

inline constexpr Permission view_customers{"accounts.view_customers"};
inline constexpr Permission edit_customers{"accounts.edit_customers"};
inline constexpr Permission manage_agents{"accounts.manage_agents"};  ///< agents, teams
inline constexpr Permission manage_roles{"accounts.manage_roles"};
inline constexpr Permission view_audit{"accounts.view_audit"};

}  // namespace goodhost::accounts
