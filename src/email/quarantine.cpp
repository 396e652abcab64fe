#include "email/quarantine.hpp"
#include "platform/db/page.hpp"

#include "email/filter_guard.hpp"
#include "email/filters.hpp"
#include "email/queries.hpp"
#include "platform/files/files.hpp"
#include "platform/files/mapped.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

struct HeldRow {
    MailId id;
    BrandId brand_id;
    MailboxId mailbox_id;
    Cause cause = Cause::automatic;
    Instant received_at{};
    std::int64_t size = 0;
    std::string raw_sha256;
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (id, brand_id, mailbox_id, cause, received_at, size, raw_sha256))

struct Settled {
    MailId mail_id;
    std::optional<tickets::TicketId> ticket_id;
};
BOOST_DESCRIBE_STRUCT(Settled, (), (mail_id, ticket_id))

HeldRow access_held(db::Reader& reader, const Context& context, MailId id) {
    auto row = reader.find<HeldRow>(sql::find_quarantined, id);
    if (!row || !context.sees_brand(row->brand_id)) throw Problem(ProblemKind::not_found, "email.held_not_found");
    return *row;
}

void record(db::Tx& tx, const Context& context, std::string_view type, const HeldRow& row, std::optional<tickets::TicketId> ticket) {
    auto of_brand = context;
    of_brand.brand = row.brand_id;
    trail::append(tx, of_brand, "mail/" + std::to_string(row.id.value), type, Settled{row.id, ticket});
}

std::optional<tickets::TicketPlace> chosen_ticket(db::Reader& reader, const HeldRow& row, const std::optional<tickets::TicketId>& id) {
    if (!id) return std::nullopt;
    auto place = tickets::find_ticket_place(reader, *id);
    if (!place || place->brand_id != row.brand_id)
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"ticket_id", "unknown_value", {}}});
    return place;
}

Delivery settle(db::Tx& tx, const Context& context, const HeldRow& row, const Incoming& incoming, const Release& input) {
    access_held(tx, context, row.id);
    auto system = context.as_system(row.brand_id);
    auto mailbox = tx.find<Mailbox>(sql::find_mailbox, row.mailbox_id);
    auto delivery =
        put_on_ticket(tx, system, {*mailbox, incoming, chosen_ticket(tx, row, input.ticket_id), row.received_at}, Trust::vouched);
    delivery.id = row.id;
    tx.execute(sql::settle_mail, row.id, delivery.outcome, delivery.ticket_id, delivery.message_id);
    record_infected(tx, system, incoming, delivery);
    record(tx, context, "email.released", row, delivery.ticket_id);
    if (row.cause == Cause::spam) judge_mail(tx, context, {row.id, false});
    return delivery;
}

}  // namespace

HeldList list_held(db::Reader& reader, const Context& context, const HeldFilter& filter) {
    auto limit = filter.limit.value_or(50);
    db::Query query(sql::list_quarantine, filter.cursor.value_or(INT64_MAX), limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::quarantine_in_brands, scope);
    return db::list_page<HeldList>(reader, query, limit);
}

HeldMail get_held(db::Reader& reader, const Context& context, const HeldKey& input) {
    access_held(reader, context, input.mail_id);
    return *reader.find<HeldMail>(sql::find_quarantined, input.mail_id);
}

Delivery release_held(const Context& context, const Release& input) {
    auto& services = context.services;
    auto row = services.database.read([&](db::Reader& reader) { return access_held(reader, context, input.mail_id); });
    const files::MappedFile file(services.files.path_of(row.raw_sha256).value_or(""));
    auto incoming = read_incoming(context, {file.bytes(), row.raw_sha256, [&] { file.forget(); }});
    if (incoming.from_address.empty()) throw Problem(ProblemKind::conflict, "email.no_sender");
    FilterGuard guard;
    services.database.read([&](db::Reader& reader) { take_out_held(reader, row.id, incoming); });
    take_out_infected(context, incoming, guard);
    store_parts(context.as_system(row.brand_id), incoming);
    return services.database.write([&](db::Tx& tx) { return settle(tx, context, row, incoming, input); });
}

void discard_held(db::Tx& tx, const Context& context, const HeldKey& input) {
    auto row = access_held(tx, context, input.mail_id);
    tx.execute(sql::discard_mail, row.id);
    record(tx, context, "email.discarded", row, std::nullopt);
}

http::Response download_held(const http::Call& call) {
    HeldKey key;
    if (!json::read_scalar(call.parameter("mail_id"), type_of<MailId>(), &key.mail_id))
        throw Problem(ProblemKind::not_found, "email.held_not_found");
    auto& services = call.context.services;
    auto row = services.database.read([&](db::Reader& reader) { return access_held(reader, call.context, key.mail_id); });
    http::Response response;
    response.headers.add("Content-Type", "text/plain; charset=utf-8");
    response.headers.add("Content-Disposition", files::content_disposition("attachment", "mail-" + std::to_string(row.id.value) + ".eml"));
    auto path = services.files.path_of(row.raw_sha256);
    if (!path) throw Problem(ProblemKind::not_found, "email.held_not_found");
    response.file = http::FileBody{*path, static_cast<std::uint64_t>(row.size)};
    return response;
}

}  // namespace goodhost::email
