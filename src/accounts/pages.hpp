#pragma once
#include "platform/http/route.hpp"

namespace goodhost {
class Registry;
}

/// The portal's pages about the person: signing in and out, profile, people of the company.
namespace goodhost::accounts {

void register_pages(Registry& registry);
void register_sign_in_pages(Registry& registry);

}  // namespace goodhost::accounts
