#include "email/outbox.hpp"

#include <algorithm>

#include "email/queries.hpp"
#include "email/unsubscribe.hpp"
#include "platform/db/page.hpp"

namespace goodhost::email {

namespace {

/// A head has no lines; what a person wrote may have.
std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return text;
}

}  // namespace

void write_down(db::Tx& tx, const Context& context, const NewMail& mail) {
    if (is_unsubscribed(tx, mail.brand, mail.to_address, mail.list)) return;
    auto id = tx.find<std::int64_t>(sql::insert_outbox, mail.brand, mail.to_address, one_line(mail.to_name), one_line(mail.subject),
                                    mail.text, mail.html, mail.kind, mail.source_id, mail.in_reply_to, mail.ticket_id, mail.message_id,
                                    context.now(), mail.reply_to, mail.earlier_ids, mail.file_ids, mail.list);
    if (id) enqueue_sending(tx, context, mail.brand, *id, std::nullopt);
}

void enqueue_sending(db::Tx& tx, const Context& context, BrandId brand, std::int64_t outbox_id, std::optional<Instant> at) {
    auto of_brand = context;
    of_brand.brand = brand;
    jobs::enqueue(tx, of_brand, "email.send", SendOutbox{outbox_id}, {at, std::to_string(outbox_id)});
}

OutboxList list_outbox(db::Reader& reader, const Context& context, const OutboxFilter& filter) {
    auto limit = filter.limit.value_or(50);
    db::Query query(sql::list_outbox, filter.cursor.value_or(INT64_MAX), limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::outbox_in_brands, scope);
    return db::list_page<OutboxList>(reader, query, limit);
}

OutboxMail get_outbox(db::Reader& reader, const Context& context, const OutboxKey& input) {
    auto mail = reader.find<OutboxMail>(sql::find_outbox, input.outbox_id);
    if (!mail || !context.sees_brand(mail->brand_id)) throw Problem(ProblemKind::not_found, "email.outbox_not_found");
    return *mail;
}

}  // namespace goodhost::email
