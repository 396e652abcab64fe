#include <fmt/format.h>

#include <algorithm>

#include "email/caps.hpp"
#include "email/mail_texts.hpp"
#include "email/matching.hpp"
#include "email/notification_settings.hpp"
#include "email/notifications.hpp"
#include "email/queries.hpp"
#include "email/quiet_hours.hpp"
#include "email/template.hpp"
#include "email/thread.hpp"
#include "email/unsubscribe.hpp"
#include "platform/html/secrets.hpp"
#include "platform/mail/charset.hpp"
#include "platform/services.hpp"
#include "push/push.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

namespace {

using namespace std::chrono_literals;

/// What goes over the caps comes as a digest then.
constexpr auto calm_down = 60min;
constexpr std::size_t longest_quote = 1500;

struct DigestOf {
    accounts::AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(DigestOf, (), (agent_id))

struct About {
    tickets::TicketId ticket_id;
    std::optional<tickets::MessageId> message_id;
};
BOOST_DESCRIBE_STRUCT(About, (), (ticket_id, message_id))

struct Waiting {
    NotificationId id;
    NotificationKind kind = NotificationKind::assigned;
    BrandId brand_id;
    tickets::TicketId ticket_id;
    std::string subject, by_name;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (id, kind, brand_id, ticket_id, subject, by_name))

bool wants_mail(NotificationWay way) { return way == NotificationWay::mail || way == NotificationWay::both; }

std::string reason_of(const i18n::Translator& t, NotificationKind kind, const std::string& by) {
    return t("email.notified." + std::string(enum_name(kind)), {{"by", by}});
}

/// Signed: an answer by mail finds its ticket, and nobody can make one up.
std::string source_of(const Context& context, const brands::Brand& brand, std::string_view what, std::int64_t ticket) {
    return fmt::format("t{}.n.{}@{}", ticket, signed_part(context, what), brand.domain);
}

std::string words_of(const std::optional<tickets::Message>& message) {
    if (!message) return {};
    // What the desk hides until somebody looks on the record does not leave by mail.
    auto shown = html::without_secrets(message->body_text);
    return shown.size() > longest_quote ? std::string(mail::cut_utf8(shown, longest_quote)) + " …" : shown;
}

/// One agent, its settings and what it is told of.
struct Case {
    const accounts::AgentRow& agent;
    const Told& told;
    const About& about;
    std::string subject, by_name, source;
};

void mail_at_once(db::Tx& tx, const Context& context, const brands::Brand& brand, const Case& one) {
    i18n::Translator t(context.services.catalogue, i18n::Locale(one.agent.locale), one.agent.time_zone);
    auto message = one.about.message_id ? tickets::find_message(tx, *one.about.message_id) : std::nullopt;
    bool of_note = message && message->kind == tickets::MessageKind::note;
    Values values{{"name", one.agent.name},
                  {"brand", brand.name},
                  {"number", std::to_string(one.about.ticket_id.value)},
                  {"subject", one.subject},
                  {"reason", reason_of(t, one.told.kind, one.by_name)},
                  {"words", words_of(message)},
                  {"answer", t(of_note ? "email.notified.answer_note" : "email.notified.answer")}};
    auto text = filled_text(tx, context, {brand.id, "notification", t.locale()}, values);
    NewMail mail{.brand = brand.id,
                 .to_address = one.agent.email,
                 .to_name = one.agent.name,
                 .subject = text.subject,
                 .kind = of_note ? std::string(note_notification) : "notification"};
    mail.list = notifications_list;
    mail.ticket_id = one.about.ticket_id;
    mail.source_id = source_of(context, brand, one.source + "/" + one.agent.email, one.about.ticket_id.value);
    set_thread(tx, context, mail);
    fill(context, mail, t,
         {.brand = brand,
          .text = text.body,
          .action_label = t("email.mail.notification.action"),
          .action_link = public_address(context, brand) + "/desk/inbox/" + std::to_string(one.about.ticket_id.value)});
    write_down(tx, context, mail);
}

/// Devices are told at once or not at all: what came in quiet hours stands in the desk.
bool wants_push(db::Reader& reader, const Context& context, const Case& one, const NotificationSettings& settings) {
    QuietHours quiet{settings.quiet_from, settings.quiet_until, one.agent.time_zone};
    bool chosen = std::ranges::find(settings.pushed, one.told.kind) != settings.pushed.end();
    return chosen && after_quiet(context.now(), quiet) <= context.now() && push::reaches(reader, one.agent.id);
}

void push_note(db::Tx& tx, const Context& context, const Case& one) {
    auto number = std::to_string(one.about.ticket_id.value);
    push::Note note{.key = "email.push." + std::string(enum_name(one.told.kind)),
                    .arguments = {{"number", number}},
                    .severity = tx.find<tickets::Severity>(sql::find_severity, one.about.ticket_id).value_or(tickets::Severity::normal),
                    .subject = one.subject,
                    .path = "/desk/inbox/" + number,
                    .tag = "ticket-" + number,
                    .button = std::nullopt};
    push::queue(tx, context, one.agent.id, note);
}

/// Nothing: at once. Else when the digest goes.
std::optional<Instant> later(db::Tx& tx, const Context& context, const Case& one, const NotificationSettings& settings) {
    auto now = context.now();
    QuietHours quiet{settings.quiet_from, settings.quiet_until, one.agent.time_zone};
    if (settings.digest_minutes > 0) return after_quiet(now + std::chrono::minutes{settings.digest_minutes}, quiet);
    if (auto at = after_quiet(now, quiet); at > now) return at;
    if (may_send_automatic(tx, context, one.agent.email, one.about.ticket_id)) return std::nullopt;
    return after_quiet(now + calm_down, quiet);
}

void tell(db::Tx& tx, const Context& context, const brands::Brand& brand, const Case& one) {
    auto settings = settings_of(tx, one.agent.id);
    auto way = settings.ways[std::string(enum_name(one.told.kind))];
    // A mail that did not arrive is never answered with another mail.
    if (one.told.kind == NotificationKind::mail_failed && wants_mail(way)) way = NotificationWay::desk;
    bool pushed = wants_push(tx, context, one, settings);
    if (way == NotificationWay::none && !pushed) return;
    bool left = is_unsubscribed(tx, brand.id, one.agent.email, notifications_list);
    bool mails = wants_mail(way) && !left && !one.agent.email.empty();
    // Whom mail does not reach finds it in the desk.
    if (!mails && way == NotificationWay::mail) way = NotificationWay::desk;
    auto at = mails ? later(tx, context, one, settings) : std::nullopt;
    auto state = !mails ? "none" : at ? "waiting" : "mailed";
    auto id = tx.find<NotificationId>(sql::insert_notification, one.agent.id, brand.id, one.told.kind, one.about.ticket_id,
                                      one.about.message_id, one.subject, one.by_name, way, one.source, context.now(), state);
    if (!id) return;
    if (pushed) push_note(tx, context, one);
    if (mails && !at) mail_at_once(tx, context, brand, one);
    // The first that waits sets the time; later ones join it.
    if (at && tx.get<std::int64_t>(sql::count_waiting, one.agent.id) == 1)
        jobs::enqueue(tx, context, "email.digest", DigestOf{one.agent.id}, {*at, std::to_string(one.agent.id.value)});
    if (context.services.live)
        tx.after_commit([hub = context.services.live, agent = one.agent.id.value] {
            hub->signal("notifications/" + std::to_string(agent), "notified", {ActorKind::system, 0, {}}, {});
        });
}

}  // namespace

void notify_agents(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto told = who_is_told(tx, entry);
    auto brand = told.empty() ? std::nullopt : brands::find_brand(tx, entry.brand_id);
    if (!brand) return;
    auto about = trail::payload_of<About>(entry);
    about.ticket_id = ticket_of(entry);
    auto ticket = tickets::find_ticket_place(tx, about.ticket_id);
    if (!ticket) return;
    for (auto& one : told) {
        auto agent = accounts::find_agent(tx, one.agent);
        if (!agent || !agent->active || !accounts::acting_as_agent(tx, context, one.agent).sees_brand(entry.brand_id)) continue;
        auto source = fmt::format("{}/{}", entry.stream, entry.stream_sequence);
        tell(tx, context.as_system(brand->id), *brand, {*agent, one, about, ticket->subject, entry.actor_name, source});
    }
}

void send_digest(const Context& context, const jobs::Job& job) {
    auto agent_id = json::from_json<DigestOf>(job.payload).agent_id;
    context.services.database.write([&](db::Tx& tx) {
        auto agent = accounts::find_agent(tx, agent_id);
        auto waiting = tx.list<Waiting>(sql::list_waiting, agent_id);
        if (waiting.empty()) return;
        tx.execute(sql::settle_waiting, agent_id, waiting.back().id);
        auto brand = brands::find_brand(tx, waiting.front().brand_id);
        if (!agent || !agent->active || !brand) return;
        if (!may_send_automatic(tx, context.as_system(brand->id), agent->email, std::nullopt)) {
            tx.execute(sql::show_mailed_up_to, agent_id, waiting.front().id, waiting.back().id);
            return;
        }
        i18n::Translator t(context.services.catalogue, i18n::Locale(agent->locale), agent->time_zone);
        std::string lines;
        for (auto& one : waiting)
            lines += fmt::format("#{} {}: {}\n", one.ticket_id.value, one.subject, reason_of(t, one.kind, one.by_name));
        Values values{{"name", agent->name}, {"brand", brand->name}, {"count", std::to_string(waiting.size())}, {"lines", lines}};
        auto text = filled_text(tx, context, {brand->id, "digest", t.locale()}, values);
        NewMail mail{.brand = brand->id, .to_address = agent->email, .to_name = agent->name, .subject = text.subject, .kind = "digest"};
        mail.list = notifications_list;
        mail.source_id = fmt::format("digest.{}.{}@{}", agent_id.value, waiting.back().id.value, brand->domain);
        fill(context, mail, t,
             {.brand = *brand,
              .text = text.body,
              .action_label = t("email.mail.digest.action"),
              .action_link = public_address(context, *brand) + "/desk"});
        write_down(tx, context, mail);
    });
}

}  // namespace goodhost::email
