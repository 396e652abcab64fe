#include "email/email.hpp"
#include "email/filters.hpp"
#include "email/health.hpp"
#include "email/matching.hpp"
#include "email/queries.hpp"
#include "email/reports.hpp"
#include "platform/files/files.hpp"
#include "platform/files/mapped.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

struct MailTaken {
    MailId mail_id;
    std::string mailbox, from, subject;
    Outcome outcome = Outcome::quarantined;
    std::optional<Cause> cause;
    std::string raw_sha256;
};
BOOST_DESCRIBE_STRUCT(MailTaken, (), (mail_id, mailbox, from, subject, outcome, cause, raw_sha256))

struct KnownMail {
    MailId id;
    MailboxId mailbox_id;
    BrandId brand_id;
    Outcome outcome = Outcome::quarantined;
    std::optional<Cause> cause;
    std::optional<tickets::TicketId> ticket_id;
    std::optional<tickets::MessageId> message_id;
};
BOOST_DESCRIBE_STRUCT(KnownMail, (), (id, mailbox_id, brand_id, outcome, cause, ticket_id, message_id))

std::optional<Delivery> known_delivery(db::Reader& reader, const Mailbox& mailbox, const Incoming& incoming) {
    auto known = reader.find<KnownMail>(sql::find_delivery, mailbox.id, incoming.message_key, incoming.body_hash);
    if (!known) return std::nullopt;
    return Delivery{known->id, Outcome::duplicate, known->cause, known->ticket_id, known->message_id};
}

/// A mail to two of our addresses is one message on one ticket.
std::optional<Delivery> linked_copy(db::Reader& reader, const Mailbox& mailbox, const Incoming& incoming) {
    auto copy = reader.find<KnownMail>(sql::find_copy, mailbox.brand_id, incoming.message_key, incoming.body_hash);
    if (!copy || !copy->ticket_id) return std::nullopt;
    return Delivery{{}, Outcome::linked, std::nullopt, copy->ticket_id, copy->message_id};
}

std::optional<double> score_of(const Incoming& incoming) { return incoming.spam ? std::optional(incoming.spam->score) : std::nullopt; }

void record(db::Tx& tx, const Context& context, const Mailbox& mailbox, const Incoming& incoming, Delivery& delivery) {
    delivery.id =
        tx.get<MailId>(sql::insert_mail, mailbox.id, mailbox.brand_id, incoming.message_key, incoming.body_hash, incoming.raw_sha256,
                       incoming.size, incoming.from_address, incoming.from_name, incoming.message.subject, delivery.outcome, delivery.cause,
                       delivery.ticket_id, delivery.message_id, context.now(), incoming.proof.authenticity, score_of(incoming),
                       incoming.spam ? incoming.spam->action : std::string(), incoming.proof.failed_checks);
    trail::append(tx, context, "mail/" + std::to_string(delivery.id.value), "email.taken",
                  MailTaken{delivery.id, mailbox.name, incoming.from_address, incoming.message.subject, delivery.outcome, delivery.cause,
                            incoming.raw_sha256});
    record_infected(tx, context, incoming, delivery);
}

Delivery decide(db::Tx& tx, const Context& context, const Mailbox& mailbox, const Incoming& incoming) {
    if (take_heartbeat(tx, context, mailbox, incoming.message.message_id)) return Delivery{{}, Outcome::discarded, {}, {}, {}};
    if (auto copy = linked_copy(tx, mailbox, incoming)) return *copy;
    bool reports = incoming.cause == Cause::bounce || incoming.cause == Cause::complaint;
    if (reports)
        if (auto taken = take_report(tx, context, incoming.message, incoming.message_key)) return *taken;
    const Arrival arrival{mailbox, incoming, find_ticket_of(tx, context, incoming.message)};
    auto cause = cause_to_hold(tx, context, arrival);
    if (!cause) return put_on_ticket(tx, context, arrival);
    return Delivery{{}, Outcome::quarantined, cause, arrival.ticket ? std::optional(arrival.ticket->id) : std::nullopt, std::nullopt};
}

Delivery settle(db::Tx& tx, const Context& context, const Mailbox& mailbox, const Incoming& incoming) {
    if (auto known = known_delivery(tx, mailbox, incoming)) return *known;
    auto delivery = decide(tx, context, mailbox, incoming);
    record(tx, context, mailbox, incoming, delivery);
    return delivery;
}

/// Stored already: from here on it is ours, whatever becomes of it.
Delivery take(const Context& context, const Mailbox& mailbox, const RawMail& raw, const Taking& taking) {
    auto& database = context.services.database;
    auto incoming = read_incoming(context, raw);
    auto known = database.read([&](db::Reader& reader) { return known_delivery(reader, mailbox, incoming); });
    if (known) {
        if (taking.also) database.write(taking.also);
        return *known;
    }
    FilterGuard own;
    auto& guard = taking.filters ? *taking.filters : own;
    incoming.spam = judge_spam(context, raw.bytes, incoming, guard);
    take_out_infected(context, incoming, guard);
    store_parts(context, incoming);
    return database.write([&](db::Tx& tx) {
        auto delivery = settle(tx, context, mailbox, incoming);
        if (taking.also) taking.also(tx);
        return delivery;
    });
}

}  // namespace

std::optional<Mailbox> find_mailbox(db::Reader& reader, std::string_view name_or_address) {
    return reader.find<Mailbox>(sql::find_mailbox_by_name, name_or_address);
}

Delivery deliver(const Context& system, const Mailbox& mailbox, std::string_view raw) {
    auto context = system.as_system(mailbox.brand_id);
    auto stored = context.services.files.put(raw);
    return take(context, mailbox, {raw, stored.sha256}, {});
}

Delivery deliver_file(const Context& system, const Mailbox& mailbox, const std::string& path, const Taking& taking) {
    auto context = system.as_system(mailbox.brand_id);
    auto& store = context.services.files;
    auto stored = store.put_file(path);
    const files::MappedFile file(store.path_of(stored.sha256).value_or(""));
    return take(context, mailbox, {file.bytes(), stored.sha256, [&] { file.forget(); }}, taking);
}

}  // namespace goodhost::email
