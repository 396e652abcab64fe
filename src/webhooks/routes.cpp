#include "platform/registry.hpp"
#include "webhooks/deliveries.hpp"
#include "webhooks/migrations.hpp"
#include "webhooks/queries.hpp"

namespace goodhost::webhooks {

using http::Audience;
using http::endpoint;
using http::Method;

void register_webhooks(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.permissions({{configure, {}}});
    registry.job(deliver_kind());
    registry.consumer({.name = "webhooks.announce", .types = {}, .handle = announce, .start_at = trail::StartAt::now});
    constexpr auto agent = Audience::agent;
    registry.routes({
        endpoint<&list_webhooks>(Method::get, "/api/v1/webhooks", agent, configure, "List webhooks"),
        endpoint<&create_webhook>(Method::post, "/api/v1/webhooks", agent, configure, "Create a webhook; the answer shows its secret once"),
        endpoint<&get_webhook>(Method::get, "/api/v1/webhooks/{webhook_id}", agent, configure, "A webhook"),
        endpoint<&change_webhook>(Method::patch, "/api/v1/webhooks/{webhook_id}", agent, configure, "Change a webhook"),
        endpoint<&delete_webhook>(Method::delete_, "/api/v1/webhooks/{webhook_id}", agent, configure, "Delete a webhook and its log"),
        endpoint<&list_deliveries>(Method::get, "/api/v1/webhooks/{webhook_id}/deliveries", agent, configure,
                                   "What was sent and what became of it, newest first"),
        endpoint<&resend_delivery>(Method::post, "/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/resend", agent, configure,
                                   "Send once more"),
        endpoint<&test_webhook>(Method::post, "/api/v1/webhooks/{webhook_id}/test", agent, configure, "Send a test event"),
    });
}

}  // namespace goodhost::webhooks
