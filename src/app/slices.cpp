#include "app/slices.hpp"

#include "accounts/accounts.hpp"
#include "app/leaving.hpp"
#include "brands/brands.hpp"
#include "email/email.hpp"
#include "escalation/escalation.hpp"
#include "hosting/hosting.hpp"
#include "platform/platform.hpp"
#include "platform/registry.hpp"
#include "promises/promises.hpp"
#include "push/push.hpp"
#include "roster/roster.hpp"
#include "routing/routing.hpp"
#include "severity/severity.hpp"
#include "tickets/tickets.hpp"
#include "webhooks/webhooks.hpp"

namespace goodhost::app {

void register_slices(Registry& registry) {
    register_platform(registry);
    register_leaving(registry);
    brands::register_brands(registry);
    accounts::register_accounts(registry);
    hosting::register_hosting(registry);
    tickets::register_tickets(registry);
    roster::register_roster(registry);
    push::register_push(registry);
    email::register_email(registry);
    promises::register_promises(registry);
    severity::register_severity(registry);
    escalation::register_escalation(registry);
    routing::register_routing(registry);
    webhooks::register_webhooks(registry);
}

}  // namespace goodhost::app
