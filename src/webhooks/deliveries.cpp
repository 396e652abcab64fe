#include "webhooks/deliveries.hpp"

#include <algorithm>
#include <charconv>

#include "tickets/tickets.hpp"
#include "webhooks/queries.hpp"

namespace goodhost::webhooks {

namespace {

constexpr std::chrono::days keep_log{30};

struct TicketBrief {
    tickets::TicketId id;
    BrandId brand_id;
    std::string subject;
    tickets::Status status = tickets::Status::new_;
};
BOOST_DESCRIBE_STRUCT(TicketBrief, (), (id, brand_id, subject, status))

/// What is sent. `id` is the entry's position: the same for every webhook and every attempt.
struct Event {
    std::string id, type;
    Instant at;
    BrandId brand;
    Actor actor;
    RawJson payload;
    std::optional<TicketBrief> ticket;
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, type, at, brand, actor, payload, ticket))

Delivery access_delivery(db::Reader& reader, const Context& context, const DeliveryKey& key) {
    access_webhook(reader, context, key.webhook_id);
    auto delivery = reader.find<Delivery>(sql::find_delivery, key.webhook_id, key.delivery_id);
    if (!delivery) throw Problem(ProblemKind::not_found, "webhooks.delivery_not_found");
    return *delivery;
}

void order(db::Tx& tx, const Context& context, DeliveryId id) {
    jobs::enqueue(tx, context, deliver_job, Errand{id}, {.at = std::nullopt, .unique_key = std::to_string(id.value)});
}

DeliveryId write_down(db::Tx& tx, const Context& context, WebhookId webhook, const Event& event) {
    tx.execute(sql::forget_old, webhook, context.now() - keep_log);
    auto id = tx.get<DeliveryId>(sql::insert_delivery, webhook, event.type, json::to_json(event), context.now());
    order(tx, context, id);
    return id;
}

bool listens(const Webhook& webhook, std::string_view type) {
    auto begins = [&](const std::string& event) { return type.starts_with(event); };
    return webhook.events.empty() || std::ranges::any_of(webhook.events, begins);
}

/// Words leave the house when they can't be taken back any more; notes and what is not said yet never do.
bool may_leave(const trail::Entry& entry) {
    namespace entries = tickets::entries;
    constexpr std::string_view inward[] = {entries::noted, entries::scheduled, entries::schedule_cancelled, entries::reply_undone};
    if (std::ranges::find(inward, entry.type) != std::end(inward)) return false;
    bool word = entry.type == entries::replied || entry.type == entries::released;
    return !word || entries::outward_word(entry).has_value();
}

std::optional<TicketBrief> ticket_of(db::Reader& reader, std::string_view stream) {
    auto id = tickets::ticket_of(stream);
    auto place = id ? tickets::find_ticket_place(reader, *id) : std::nullopt;
    if (!place) return std::nullopt;
    return TicketBrief{place->id, place->brand_id, place->subject, place->status};
}

}  // namespace

DeliveryList list_deliveries(db::Reader& reader, const Context& context, const DeliveryFilter& filter) {
    access_webhook(reader, context, filter.webhook_id);
    auto limit = filter.limit.value_or(50);
    DeliveryList list{reader.list<Delivery>(sql::list_deliveries, filter.webhook_id, filter.cursor.value_or(INT64_MAX), limit + 1),
                      std::nullopt};
    if (std::ssize(list.items) > limit) {
        list.items.pop_back();
        list.next_cursor = list.items.back().id.value;
    }
    return list;
}

Delivery resend_delivery(db::Tx& tx, const Context& context, const DeliveryKey& input) {
    access_delivery(tx, context, input);
    tx.execute(sql::wait_again, input.delivery_id);
    order(tx, context, input.delivery_id);
    trail::append(tx, context, "webhook/" + std::to_string(input.webhook_id.value), "webhooks.resent", input);
    return access_delivery(tx, context, input);
}

Delivery test_webhook(db::Tx& tx, const Context& context, const WebhookKey& input) {
    auto webhook = access_webhook(tx, context, input.webhook_id);
    auto moment = std::to_string(to_millis(context.now()));
    Event event{"test." + moment, "webhooks.test", context.now(), webhook.brand_id.value_or(context.brand),
                context.actor,    {"{}"},          std::nullopt};
    auto id = write_down(tx, context, webhook.id, event);
    trail::append(tx, context, "webhook/" + std::to_string(webhook.id.value), "webhooks.tested", DeliveryKey{webhook.id, id});
    return access_delivery(tx, context, {webhook.id, id});
}

void announce(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    if (!may_leave(entry)) return;
    auto all = tx.list<Webhook>(sql::list_listening, entry.brand_id);
    std::erase_if(all, [&](const Webhook& webhook) { return !listens(webhook, entry.type); });
    if (all.empty()) return;
    Actor actor{entry.actor_kind, entry.actor_id, entry.actor_name};
    Event event{
        trail::to_string(entry.position()), entry.type, entry.at, entry.brand_id, actor, {entry.payload.empty() ? "{}" : entry.payload},
        ticket_of(tx, entry.stream)};
    for (auto& webhook : all) write_down(tx, context, webhook.id, event);
}

}  // namespace goodhost::webhooks
