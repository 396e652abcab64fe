#include "email/blocklist.hpp"

#include "accounts/accounts.hpp"
#include "email/queries.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

/// `@example.org` and `*@example.org` are written, too.
std::optional<std::string> normal_sender(std::string_view text) {
    auto sender = mail::lower(mail::trim(text));
    if (sender.starts_with('*')) sender.erase(0, 1);
    if (sender.starts_with('@')) sender.erase(0, 1);
    if (sender.find('@') != std::string::npos) return accounts::normal_email(sender);
    return accounts::normal_email("x@" + sender) ? std::optional(sender) : std::nullopt;
}

void record(db::Tx& tx, const Context& context, std::string_view type, const BlockedSender& blocked) {
    auto of_brand = context;
    of_brand.brand = blocked.brand_id;
    trail::append(tx, of_brand, "blocked_sender/" + std::to_string(blocked.id.value), type, blocked);
}

BlockedSender access_blocked(db::Reader& reader, const Context& context, BlockedSenderId id) {
    auto blocked = reader.find<BlockedSender>(sql::find_blocked_sender, id);
    if (!blocked || !context.sees_brand(blocked->brand_id)) throw Problem(ProblemKind::not_found, "email.blocked_sender_not_found");
    return *blocked;
}

}  // namespace

BlockedSenderList list_blocked_senders(db::Reader& reader, const Context& context, const http::Empty&) {
    BlockedSenderList list{reader.list<BlockedSender>(sql::list_blocked_senders)};
    std::erase_if(list.items, [&](const BlockedSender& blocked) { return !context.sees_brand(blocked.brand_id); });
    return list;
}

BlockedSender block_sender(db::Tx& tx, const Context& context, const BlockedSenderInput& input) {
    FieldProblems problems;
    auto sender = normal_sender(input.sender);
    auto brand = input.brand_id.value_or(context.brand);
    if (!sender) problems.add("sender", "email.bad_sender");
    if (!context.sees_brand(brand)) problems.add("brand_id", "unknown_value");
    problems.throw_if_any();
    auto id = tx.get<BlockedSenderId>(sql::insert_blocked_sender, brand, *sender, input.reason.value_or(""), context.now());
    auto blocked = access_blocked(tx, context, id);
    record(tx, context, "email.sender_blocked", blocked);
    return blocked;
}

void unblock_sender(db::Tx& tx, const Context& context, const BlockedSenderKey& input) {
    auto blocked = access_blocked(tx, context, input.blocked_sender_id);
    tx.execute(sql::delete_blocked_sender, blocked.id);
    record(tx, context, "email.sender_unblocked", blocked);
}

bool is_blocked(db::Reader& reader, BrandId brand, const std::string& address) {
    return reader.get<std::int64_t>(sql::is_blocked_sender, brand, address, mail::domain_of(address)) > 0;
}

}  // namespace goodhost::email
