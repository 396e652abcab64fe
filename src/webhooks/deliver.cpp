#include "platform/config/settings.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/http/client.hpp"
#include "platform/mail/charset.hpp"
#include "platform/services.hpp"
#include "webhooks/deliveries.hpp"
#include "webhooks/queries.hpp"

namespace goodhost::webhooks {

namespace {

constexpr std::size_t kept_answer = 1000;

struct Outgoing {
    DeliveryId id;
    WebhookId webhook_id;
    std::string body, url, secret;
    bool active = false;
};
BOOST_DESCRIBE_STRUCT(Outgoing, (), (id, webhook_id, body, url, secret, active))

struct Attempt {
    std::optional<std::int32_t> status;
    std::string answer, error;
    bool worth_another = true;
    bool arrived() const { return status && *status >= 200 && *status < 300; }
};

/// `t=<seconds>,v1=<hex HMAC-SHA-256 of "<seconds>.<body>">`: the time is signed, so that an old request is not sent again by others.
std::string signature_of(std::string_view secret, Instant at, const std::string& body) {
    auto seconds = std::to_string(to_millis(at) / 1000);
    return "t=" + seconds + ",v1=" + crypto::hex(crypto::hmac_sha256(secret, seconds + "." + body));
}

http::ClientOptions options_of(const Context& context) {
    http::ClientOptions options;
    options.timeout = std::chrono::seconds{10};
    options.max_response_bytes = kept_answer;
    options.max_redirects = 0;
    if (context.services.settings.flag("webhook_allow_private")) options.allowed_hosts = {"0.0.0.0/0", "::/0"};
    return options;
}

/// What a server answers may be no text; the log of deliveries is.
std::string text_of(std::string_view bytes) {
    auto text = mail::valid_utf8(bytes);
    std::erase(text, '\0');
    return std::string(mail::cut_utf8(text, kept_answer));
}

Attempt try_once(const Context& context, const Outgoing& outgoing) {
    Attempt attempt;
    try {
        auto secret = context.services.vault.open(outgoing.secret, place_of_secret(outgoing.webhook_id));
        if (!secret) throw Problem(ProblemKind::conflict, "webhooks.secret_lost", "webhook " + std::to_string(outgoing.webhook_id.value));
        http::ClientRequest request{.method = http::Method::post, .url = outgoing.url, .headers = {}, .body = outgoing.body};
        request.headers.add("Content-Type", "application/json");
        request.headers.add("Goodhost-Delivery", std::to_string(outgoing.id.value));
        request.headers.add("Goodhost-Signature", signature_of(*secret, context.now(), outgoing.body));
        auto response = http::fetch(request, options_of(context));
        attempt.status = response.status;
        attempt.answer = text_of(response.body);
    } catch (const Problem& problem) {
        attempt.error = problem.code;
        attempt.worth_another = worth_retrying(problem.kind);
    }
    return attempt;
}

/// The delivery's own log says how it ended, so the last failure is not a dead letter besides.
void deliver(const Context& context, const jobs::Job& job) {
    auto errand = json::from_json<Errand>(job.payload);
    auto& database = context.services.database;
    auto outgoing = database.read([&](db::Reader& reader) { return reader.find<Outgoing>(sql::find_outgoing, errand.delivery_id); });
    if (!outgoing || !outgoing->active) return;
    auto began = context.now();
    auto attempt = try_once(context, *outgoing);
    auto took = to_millis(context.now()) - to_millis(began);
    bool again = !attempt.arrived() && attempt.worth_another && job.attempts < most_attempts;
    auto state = attempt.arrived() ? DeliveryState::delivered : again ? DeliveryState::retrying : DeliveryState::failed;
    database.write([&](db::Tx& tx) {
        tx.execute(sql::keep_attempt, outgoing->id, state, attempt.status, attempt.answer, attempt.error, took, context.now());
    });
    if (again) throw Problem(ProblemKind::unavailable, "webhooks.not_delivered", "delivery " + std::to_string(outgoing->id.value));
}

}  // namespace

/// 5 s, doubled up to four hours: 17 attempts reach over a day.
jobs::Kind deliver_kind() {
    using namespace std::chrono_literals;
    return {.name = deliver_job,
            .handle = deliver,
            .lane = jobs::Lane::slow,
            .max_attempts = most_attempts,
            .first_delay = Duration{5s},
            .longest_delay = Duration{4h}};
}

}  // namespace goodhost::webhooks
