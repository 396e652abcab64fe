#include "push/send.hpp"

#include <algorithm>
#include <charconv>

#include "brands/brands.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/push_message.hpp"
#include "platform/http/client.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/mail/charset.hpp"
#include "platform/services.hpp"
#include "push/key.hpp"
#include "push/queries.hpp"

namespace goodhost::push {

namespace {

using namespace std::chrono_literals;
using tickets::Severity;

constexpr std::string_view send_job = "push.send";
constexpr std::size_t kept_answer = 1000, longest_subject = 200, topic_size = 32;
constexpr int most_attempts = 40;
constexpr int ok = 200, redirected = 300, not_found = 404, gone = 410, too_many = 429, broken = 500;

struct Errand {
    DeviceId device_id;
    Note note;
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(Errand, (), (device_id, note, until))

struct Target {
    DeviceId id;
    std::string endpoint, p256dh, auth, locale, time_zone;
};
BOOST_DESCRIBE_STRUCT(Target, (), (id, endpoint, p256dh, auth, locale, time_zone))

struct ShownButton {
    std::string label, done, failed, address, token;
};
BOOST_DESCRIBE_STRUCT(ShownButton, (), (label, done, failed, address, token))

/// What the worker in the browser reads.
struct Shown {
    std::string title, body, language, path, tag;
    std::optional<ShownButton> button;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (title, body, language, path, tag, button))

struct Sender {
    crypto::P256 key;
    std::string contact;
};

std::string_view urgency_of(Severity severity) {
    if (severity == Severity::low) return "low";
    return severity == Severity::normal ? "normal" : "high";
}

/// How long a word about it is of any use.
std::chrono::hours life_of(Severity severity) {
    switch (severity) {
        case Severity::critical: return 1h;
        case Severity::high: return 4h;
        case Severity::normal: return 12h;
        case Severity::low: break;
    }
    return 24h;
}

std::string text_of(const Context& context, const Target& target, const Note& note) {
    i18n::Translator t(context.services.catalogue, i18n::Locale(target.locale), target.time_zone);
    std::vector<i18n::Argument> arguments(note.arguments.size(), {"", ""});
    std::ranges::transform(note.arguments, arguments.begin(), [](auto& one) { return i18n::Argument(one.first, one.second); });
    auto title = context.services.catalogue.text(t.locale(), note.key, arguments, target.time_zone);
    Shown shown{title, t("tickets.severity." + std::string(enum_name(note.severity))), target.locale, note.path, note.tag, {}};
    if (context.services.settings.flag("push_shows_subject") && !note.subject.empty())
        shown.body += ": " + std::string(mail::cut_utf8(note.subject, longest_subject));
    if (auto& button = note.button)
        shown.button = ShownButton{t(button->label), t(button->done), t("push.button_failed"), button->address, button->token};
    return json::to_json(shown);
}

http::ClientRequest request_of(const Context& context, const Target& target, const Errand& errand, const Sender& sender) {
    crypto::PushReceiver receiver{crypto::from_base64url(target.p256dh).value_or(""), crypto::from_base64url(target.auth).value_or("")};
    http::ClientRequest request{.method = http::Method::post, .url = target.endpoint, .headers = {}, .body = {}};
    request.body = crypto::encrypt_push(text_of(context, target, errand.note), receiver);
    auto left = std::chrono::ceil<std::chrono::seconds>(errand.until - context.now()).count();
    request.headers.add("Content-Type", "application/octet-stream");
    request.headers.add("Content-Encoding", "aes128gcm");
    request.headers.add("TTL", std::to_string(left));
    request.headers.add("Urgency", std::string(urgency_of(errand.note.severity)));
    request.headers.add("Topic", crypto::base64url(crypto::view(crypto::sha256(errand.note.tag))).substr(0, topic_size));
    request.headers.add("Authorization", authorization(context, sender.key, target.endpoint, sender.contact));
    return request;
}

http::ClientOptions options_of(const Context& context) {
    http::ClientOptions options;
    options.timeout = 10s;
    options.max_response_bytes = kept_answer;
    options.max_redirects = 0;
    if (context.services.settings.flag("push_allow_private")) options.allowed_hosts = {"0.0.0.0/0", "::/0"};
    return options;
}

/// What a busy service asks to wait, as far as it says so in seconds.
std::optional<std::chrono::seconds> pause_of(const http::ClientResponse& response) {
    auto text = response.headers.get("Retry-After");
    int seconds = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    bool whole = fault == std::errc() && end == text.data() + text.size() && seconds > 0;
    return whole ? std::optional{std::min(std::chrono::seconds{seconds}, std::chrono::seconds{1h})} : std::nullopt;
}

void keep_state(const Context& context, const Target& target, DeviceState state) {
    context.services.database.write([&](db::Tx& tx) { tx.execute(sql::keep_state, target.id, state, context.now()); });
}

void send_later(const Context& context, const Errand& errand, std::chrono::seconds pause) {
    context.services.database.write(
        [&](db::Tx& tx) { jobs::enqueue(tx, context, send_job, errand, {.at = context.now() + pause, .unique_key = {}}); });
}

void settle(const Context& context, const Target& target, const Errand& errand, const http::ClientResponse& response) {
    if (response.status >= ok && response.status < redirected) return keep_state(context, target, DeviceState::told);
    if (response.status == not_found || response.status == gone) {
        context.services.database.write([&](db::Tx& tx) { tx.execute(sql::delete_device, target.id); });
        return;
    }
    bool busy = response.status == too_many || response.status >= broken;
    if (!busy) return keep_state(context, target, DeviceState::refused);
    if (auto pause = pause_of(response)) return send_later(context, errand, *pause);
    throw Problem(ProblemKind::unavailable, "push.not_sent", "status " + std::to_string(response.status));
}

std::optional<Sender> find_sender(db::Reader& reader, const Context& context) {
    auto key = find_key(reader, context);
    auto brand = brands::find_brand(reader, context.brand);
    if (!key || !brand) return std::nullopt;
    return Sender{*key, "postmaster@" + brand->domain};
}

void send(const Context& context, const jobs::Job& job) {
    auto errand = json::from_json<Errand>(job.payload);
    auto& database = context.services.database;
    auto target = database.read([&](db::Reader& reader) { return reader.find<Target>(sql::find_target, errand.device_id); });
    auto sender = database.read([&](db::Reader& reader) { return find_sender(reader, context); });
    if (!target || !sender || context.now() >= errand.until) return;
    auto request = request_of(context, *target, errand, *sender);
    try {
        settle(context, *target, errand, http::fetch(request, options_of(context)));
    } catch (const Problem& problem) {
        keep_state(context, *target, worth_retrying(problem.kind) ? DeviceState::unreachable : DeviceState::refused);
        if (worth_retrying(problem.kind)) throw;
    }
}

}  // namespace

void order(db::Tx& tx, const Context& context, DeviceId device, const Note& note) {
    jobs::enqueue(tx, context, send_job, Errand{device, note, context.now() + life_of(note.severity)});
}

void queue(db::Tx& tx, const Context& context, AgentId agent, const Note& note) {
    for (auto device : tx.list<DeviceId>(sql::list_device_ids, agent)) order(tx, context, device, note);
}

/// 5 s, doubled up to ten minutes: the attempts reach over the longest life of a note.
jobs::Kind send_kind() {
    return {.name = send_job,
            .handle = send,
            .lane = jobs::Lane::slow,
            .max_attempts = most_attempts,
            .first_delay = Duration{5s},
            .longest_delay = Duration{10min}};
}

}  // namespace goodhost::push
