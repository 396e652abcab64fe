#pragma once
#include "platform/jobs/jobs.hpp"
#include "platform/trail/trail.hpp"
#include "webhooks/manage.hpp"

namespace goodhost::webhooks {

struct DeliveryTag {};
using DeliveryId = Id<DeliveryTag>;

/// retrying: an attempt failed and another follows; failed: none follows unless a person sends it again.
enum class DeliveryState { waiting, retrying, delivered, failed };
BOOST_DESCRIBE_ENUM(DeliveryState, waiting, retrying, delivered, failed)

struct Delivery {
    DeliveryId id;
    WebhookId webhook_id;
    std::string type;
    DeliveryState state = DeliveryState::waiting;
    std::int32_t attempts = 0;
    std::optional<std::int32_t> status;  ///< of the last answer
    std::string answer;                  ///< its beginning
    std::string error;                   ///< a problem's code when there was no answer
    std::optional<std::int64_t> took_ms;
    Instant created_at;
    std::optional<Instant> tried_at;
};
BOOST_DESCRIBE_STRUCT(Delivery, (), (id, webhook_id, type, state, attempts, status, answer, error, took_ms, created_at, tried_at))

struct DeliveryList {
    std::vector<Delivery> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(DeliveryList, (), (items, next_cursor))

struct DeliveryFilter {
    WebhookId webhook_id;
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(DeliveryFilter, (), (webhook_id, cursor, limit))

struct DeliveryKey {
    WebhookId webhook_id;
    DeliveryId delivery_id;
};
BOOST_DESCRIBE_STRUCT(DeliveryKey, (), (webhook_id, delivery_id))

/// Newest first.
DeliveryList list_deliveries(db::Reader& reader, const Context& context, const DeliveryFilter& filter);
/// The same body once more, under the same delivery id.
Delivery resend_delivery(db::Tx& tx, const Context& context, const DeliveryKey& input);
/// An event `webhooks.test`, whatever the webhook listens to.
Delivery test_webhook(db::Tx& tx, const Context& context, const WebhookKey& input);

/// Consumer: a delivery for each webhook that listens to the entry.
void announce(db::Tx& tx, const Context& context, const trail::Entry& entry);

inline constexpr std::string_view deliver_job = "webhooks.deliver";
/// With the delays of `deliver_kind` the last of these is a day after the first.
inline constexpr int most_attempts = 17;
struct Errand {
    DeliveryId delivery_id;
};
BOOST_DESCRIBE_STRUCT(Errand, (), (delivery_id))
jobs::Kind deliver_kind();

}  // namespace goodhost::webhooks
