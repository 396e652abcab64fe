#pragma once
#include "platform/core/context.hpp"

namespace goodhost {
class Registry;
}

/// Tells other programs what is on the trail: signed, repeated for a day, with a log of what became of it.
namespace goodhost::webhooks {

inline constexpr Permission configure{"webhooks.configure"};

void register_webhooks(Registry& registry);

}  // namespace goodhost::webhooks
