#pragma once
#include "email/notifications.hpp"

namespace goodhost::email {

/// With the standard way for every kind that the agent did not choose one for.
NotificationSettings settings_of(db::Reader& reader, accounts::AgentId agent);

}  // namespace goodhost::email
