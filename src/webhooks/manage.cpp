#include "webhooks/manage.hpp"
#include "platform/core/changes.hpp"

#include <algorithm>

#include "platform/crypto/random.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"
#include "webhooks/queries.hpp"

namespace goodhost::webhooks {

namespace {

constexpr std::size_t longest_event = 100;

bool sees(const Context& context, const std::optional<BrandId>& brand) {
    return brand ? context.sees_brand(*brand) : context.brand_scope() == "*";
}

void check(const std::string& url, const std::vector<std::string>& events) {
    FieldProblems problems;
    bool http = url.starts_with("http://") || url.starts_with("https://");
    if (!http || url.find_first_of(" \t\r\n\"<>") != std::string::npos) problems.add("url", "webhooks.bad_url");
    auto wrong = [](const std::string& event) { return event.empty() || event.size() > longest_event; };
    if (std::ranges::any_of(events, wrong)) problems.add("events", "unknown_value");
    problems.throw_if_any();
}

void record(db::Tx& tx, const Context& context, std::string_view type, const Webhook& webhook) {
    auto of_brand = context;
    of_brand.brand = webhook.brand_id.value_or(context.brand);
    trail::append(tx, of_brand, "webhook/" + std::to_string(webhook.id.value), type, webhook);
}

}  // namespace

Webhook access_webhook(db::Reader& reader, const Context& context, WebhookId id) {
    auto webhook = reader.find<Webhook>(sql::find_webhook, id);
    if (!webhook || !sees(context, webhook->brand_id)) throw Problem(ProblemKind::not_found, "webhooks.webhook_not_found");
    return *webhook;
}

std::string place_of_secret(WebhookId id) { return "webhook/" + std::to_string(id.value) + "/secret"; }

WebhookList list_webhooks(db::Reader& reader, const Context& context, const http::Empty&) {
    WebhookList list{reader.list<Webhook>(sql::list_webhooks)};
    std::erase_if(list.items, [&](const Webhook& webhook) { return !sees(context, webhook.brand_id); });
    return list;
}

Webhook get_webhook(db::Reader& reader, const Context& context, const WebhookKey& input) {
    return access_webhook(reader, context, input.webhook_id);
}

NewWebhook create_webhook(db::Tx& tx, const Context& context, const WebhookInput& input) {
    if (!sees(context, input.brand_id)) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"brand_id", "unknown_value", {}}});
    check(input.url, input.events);
    auto id = tx.get<WebhookId>(sql::insert_webhook, input.brand_id, input.url, input.events, input.active.value_or(true), context.now());
    auto secret = "ghw_" + crypto::random_token(256);
    tx.execute(sql::set_secret, id, context.services.vault.seal(secret, place_of_secret(id)));
    auto webhook = access_webhook(tx, context, id);
    record(tx, context, "webhooks.created", webhook);
    NewWebhook made;
    static_cast<Webhook&>(made) = std::move(webhook);
    made.secret = std::move(secret);
    return made;
}

Webhook change_webhook(db::Tx& tx, const Context& context, const WebhookChange& input) {
    auto webhook = access_webhook(tx, context, input.webhook_id);
    apply_changes(input, webhook);
    check(webhook.url, webhook.events);
    tx.execute(sql::change_webhook, webhook.id, webhook.url, webhook.events, webhook.active);
    record(tx, context, "webhooks.changed", webhook);
    return webhook;
}

void delete_webhook(db::Tx& tx, const Context& context, const WebhookKey& input) {
    auto webhook = access_webhook(tx, context, input.webhook_id);
    tx.execute(sql::delete_webhook, webhook.id);
    record(tx, context, "webhooks.deleted", webhook);
}

}  // namespace goodhost::webhooks
