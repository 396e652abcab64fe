#include "email/mailboxes.hpp"

#include "accounts/accounts.hpp"
#include "email/mailbox_access.hpp"
#include "email/queries.hpp"
#include "email/sources.hpp"
#include "platform/files/files.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

std::string checked_address(const std::string& text) {
    auto address = accounts::normal_email(text);
    if (!address) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"address", "accounts.bad_email", {}}});
    return *address;
}

void check_team(db::Reader& reader, const std::optional<accounts::TeamId>& team) {
    if (team && !accounts::team_exists(reader, *team))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"team_id", "unknown_value", {}}});
}

}  // namespace

Mailbox access_mailbox(db::Reader& reader, const Context& context, MailboxId id) {
    auto mailbox = reader.find<Mailbox>(sql::find_mailbox, id);
    if (!mailbox || !context.sees_brand(mailbox->brand_id)) throw Problem(ProblemKind::not_found, "email.mailbox_not_found");
    return *mailbox;
}

void record_mailbox(db::Tx& tx, const Context& context, std::string_view type, const Mailbox& mailbox) {
    auto of_brand = context;
    of_brand.brand = mailbox.brand_id;
    trail::append(tx, of_brand, "mailbox/" + std::to_string(mailbox.id.value), type, mailbox);
}

MailboxList list_mailboxes(db::Reader& reader, const Context& context, const http::Empty&) {
    MailboxList list;
    for (auto& mailbox : reader.list<Mailbox>(sql::list_mailboxes))
        if (context.sees_brand(mailbox.brand_id)) list.items.push_back(std::move(mailbox));
    return list;
}

Mailbox create_mailbox(db::Tx& tx, const Context& context, const MailboxInput& input) {
    auto brand = input.brand_id.value_or(context.brand);
    if (!context.sees_brand(brand)) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"brand_id", "unknown_value", {}}});
    check_team(tx, input.team_id);
    auto id = tx.get<MailboxId>(sql::insert_mailbox, brand, input.name, checked_address(input.address), input.team_id, input.category);
    auto mailbox = access_mailbox(tx, context, id);
    record_mailbox(tx, context, "email.mailbox_created", mailbox);
    return mailbox;
}

Mailbox change_mailbox(db::Tx& tx, const Context& context, const MailboxChange& input) {
    auto mailbox = access_mailbox(tx, context, input.mailbox_id);
    input.name.apply_to(mailbox.name);
    if (input.address.present) mailbox.address = checked_address(input.address.value.value_or(""));
    input.team_id.apply_to(mailbox.team_id);
    input.category.apply_to(mailbox.category);
    input.active.apply_to(mailbox.active);
    check_team(tx, mailbox.team_id);
    tx.execute(sql::change_mailbox, mailbox.id, mailbox.name, mailbox.address, mailbox.team_id, mailbox.category, mailbox.active);
    // Whoever fetches its mail holds a copy of it.
    tx.execute(sql::renew_source, mailbox.id);
    tx.notify(sources_channel, "");
    record_mailbox(tx, context, "email.mailbox_changed", mailbox);
    return mailbox;
}

http::Response post_mail(const http::Call& call) {
    auto& context = call.context;
    auto name = call.request.query_value("mailbox");
    auto mailbox = context.services.database.read([&](db::Reader& reader) { return find_mailbox(reader, name); });
    if (!mailbox || !mailbox->active || !context.sees_brand(mailbox->brand_id))
        throw Problem(ProblemKind::not_found, "email.mailbox_not_found", std::string(name));
    auto& spooled = call.request.spooled;
    if (spooled ? spooled->size == 0 : call.request.body.empty()) throw Problem(ProblemKind::invalid, "email.no_message");
    auto delivery = spooled ? deliver_file(context, *mailbox, spooled->path) : deliver(context, *mailbox, call.request.body);
    http::Response response;
    response.status = 201;
    response.headers.add("Content-Type", "application/json");
    response.body = json::to_json(delivery);
    return response;
}

}  // namespace goodhost::email
