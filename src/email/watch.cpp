#include "brands/brands.hpp"
#include "email/health.hpp"
#include "email/mailbox_access.hpp"
#include "email/outbox.hpp"
#include "email/queries.hpp"
#include "email/senders.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/random.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::chrono::minutes watch_interval{10};
constexpr std::chrono::days remembered{28}, heartbeats_kept{7};

struct Watched {
    MailboxId mailbox_id;
    BrandId brand_id;
    bool active = false;
    std::optional<Instant> silent_since, heartbeat_sent_at, heartbeat_seen_at, unanswered_since, arrived_at;

    bool waits_for_heartbeat() const { return heartbeat_sent_at && (!heartbeat_seen_at || *heartbeat_seen_at < *heartbeat_sent_at); }
};
BOOST_DESCRIBE_STRUCT(Watched, (),
                      (mailbox_id, brand_id, active, silent_since, heartbeat_sent_at, heartbeat_seen_at, unanswered_since, arrived_at))

/// How often our own mail is sent to a mailbox; nothing where none goes out.
std::optional<std::chrono::minutes> heartbeat_interval(db::Reader& reader, const Context& context, BrandId brand_id) {
    auto& settings = context.services.settings;
    const auto minutes = settings.integer("mailbox_heartbeat_minutes");
    auto brand = brands::find_brand(reader, brand_id);
    if (!minutes || !brand || settings.flag("demo") || !way_out(reader, context, *brand).relay) return std::nullopt;
    return std::chrono::minutes{minutes};
}

std::optional<Instant> silence_of(db::Reader& reader, const Context& context, const Watched& watched) {
    // Where mail flows, its pauses need not be counted.
    if (watched.arrived_at && context.now() - *watched.arrived_at <= shortest_silence) return std::nullopt;
    return unusual_silence(reader.get<Arrivals>(sql::find_arrivals, watched.mailbox_id, context.now() - remembered), context.now());
}

void note_silence(db::Tx& tx, const Context& context, const Watched& watched) {
    auto since = silence_of(tx, context, watched);
    if (since.has_value() == watched.silent_since.has_value()) return;
    tx.execute(sql::add_health, watched.mailbox_id);
    tx.execute(sql::set_silent, watched.mailbox_id, since);
    auto mailbox = access_mailbox(tx, context, watched.mailbox_id);
    record_mailbox(tx, context, since ? "email.mailbox_silent" : "email.mailbox_recovered", mailbox);
}

/// It came back, or is no longer waited for.
void answered(db::Tx& tx, const Context& context, const Mailbox& mailbox) {
    if (tx.execute(sql::take_unanswered, mailbox.id)) record_mailbox(tx, context, "email.mailbox_recovered", mailbox);
}

/// Whether one more is to be sent: while one is on its way, it is waited for.
bool note_heartbeat(db::Tx& tx, const Context& context, const Watched& watched, std::optional<std::chrono::minutes> interval) {
    if (!interval) {
        if (watched.unanswered_since) answered(tx, context, access_mailbox(tx, context, watched.mailbox_id));
        return false;
    }
    if (!watched.heartbeat_sent_at) return true;
    const auto sent = *watched.heartbeat_sent_at;
    if (watched.waits_for_heartbeat()) {
        if (context.now() < sent + heartbeat_patience) return false;
        if (tx.execute(sql::set_unanswered, watched.mailbox_id, sent))
            record_mailbox(tx, context, "email.mailbox_unanswered", access_mailbox(tx, context, watched.mailbox_id));
    }
    return sent + *interval <= context.now();
}

void send_heartbeat(db::Tx& tx, const Context& context, const Watched& watched) {
    auto mailbox = access_mailbox(tx, context, watched.mailbox_id);
    auto brand = brands::find_brand(tx, watched.brand_id);
    auto domain = mailbox.address.substr(mailbox.address.rfind('@') + 1);
    NewMail mail{
        .brand = watched.brand_id, .to_address = mailbox.address, .subject = "Heartbeat", .text = "Goodhost sends this to itself.\n"};
    mail.to_name = brand ? brand->name : "";
    mail.kind = "heartbeat";
    mail.source_id = "heartbeat." + crypto::random_token(128) + "@" + domain;
    write_down(tx, context, mail);
    tx.execute(sql::add_health, watched.mailbox_id);
    tx.execute(sql::heartbeat_sent, watched.mailbox_id, context.now());
}

}  // namespace

void watch_mailboxes(const Context& context, const jobs::Job&) {
    auto& database = context.services.database;
    for (auto& watched : database.read([](db::Reader& reader) { return reader.list<Watched>(sql::list_mailbox_health); })) {
        if (!watched.active) continue;
        auto of_brand = context.as_system(watched.brand_id);
        database.write([&](db::Tx& tx) {
            note_silence(tx, of_brand, watched);
            auto interval = heartbeat_interval(tx, of_brand, watched.brand_id);
            if (note_heartbeat(tx, of_brand, watched, interval)) send_heartbeat(tx, of_brand, watched);
        });
    }
    database.write([&](db::Tx& tx) { jobs::enqueue(tx, context, watch_job, http::Empty{}, {context.now() + watch_interval, "watch"}); });
}

void forget_heartbeats(const Context& context) {
    const auto before = context.now() - heartbeats_kept;
    auto& database = context.services.database;
    for (auto& mailbox : database.read([](db::Reader& reader) { return reader.list<Mailbox>(sql::list_mailboxes); }))
        database.write([&](db::Tx& tx) {
            tx.execute(sql::forget_heartbeats_taken, mailbox.id, mailbox.address, before);
            tx.execute(sql::forget_heartbeats_sent, mailbox.address, before);
        });
}

void watch_soon(db::Tx& tx, const Context& context) { jobs::enqueue(tx, context, watch_job, http::Empty{}, {std::nullopt, "watch"}); }

bool take_heartbeat(db::Tx& tx, const Context& context, const Mailbox& mailbox, const std::string& message_id) {
    if (!message_id.starts_with("heartbeat.") || !tx.get<std::int64_t>(sql::is_heartbeat, message_id, mailbox.address)) return false;
    tx.execute(sql::heartbeat_seen, mailbox.id, context.now());
    answered(tx, context, mailbox);
    return true;
}

}  // namespace goodhost::email
