#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "webhooks/webhooks.hpp"

namespace goodhost::webhooks {

struct WebhookTag {};
using WebhookId = Id<WebhookTag>;

struct Webhook {
    WebhookId id;
    std::optional<BrandId> brand_id;  ///< none: of all brands, and what belongs to none
    std::string url;
    std::vector<std::string> events;  ///< types, or beginnings of types: `tickets.`; none: all
    bool active = true;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, brand_id, url, events, active, created_at))

struct NewWebhook : Webhook {
    std::string secret;  ///< shown this once
};
BOOST_DESCRIBE_STRUCT(NewWebhook, (Webhook), (secret))

struct WebhookList {
    std::vector<Webhook> items;
};
BOOST_DESCRIBE_STRUCT(WebhookList, (), (items))

struct WebhookInput {
    std::string url;
    std::vector<std::string> events;
    std::optional<bool> active;
    std::optional<BrandId> brand_id;
    static constexpr Rule rules[] = {{"url", 2000}, {"events", 50}};
};
BOOST_DESCRIBE_STRUCT(WebhookInput, (), (url, events, active, brand_id))

struct WebhookChange {
    WebhookId webhook_id;
    Patch<std::string> url;
    Patch<std::vector<std::string>> events;
    Patch<bool> active;
    static constexpr Rule rules[] = {{"url", 2000}, {"events", 50}};
};
BOOST_DESCRIBE_STRUCT(WebhookChange, (), (webhook_id, url, events, active))

struct WebhookKey {
    WebhookId webhook_id;
};
BOOST_DESCRIBE_STRUCT(WebhookKey, (), (webhook_id))

/// One that the actor may see, else Problem not_found `webhooks.webhook_not_found`.
Webhook access_webhook(db::Reader& reader, const Context& context, WebhookId id);
/// Where its secret is sealed for.
std::string place_of_secret(WebhookId id);

WebhookList list_webhooks(db::Reader& reader, const Context& context, const http::Empty&);
Webhook get_webhook(db::Reader& reader, const Context& context, const WebhookKey& input);
NewWebhook create_webhook(db::Tx& tx, const Context& context, const WebhookInput& input);
Webhook change_webhook(db::Tx& tx, const Context& context, const WebhookChange& input);
void delete_webhook(db::Tx& tx, const Context& context, const WebhookKey& input);

}  // namespace goodhost::webhooks
