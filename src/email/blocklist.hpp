#pragma once
#include "email/email.hpp"
#include "platform/http/route.hpp"

/// Whose mail is held without a look.
namespace goodhost::email {

struct BlockedSenderTag {};
using BlockedSenderId = Id<BlockedSenderTag>;

struct BlockedSender {
    BlockedSenderId id;
    BrandId brand_id;
    std::string sender;  ///< `who@example.org`, or `example.org` for a whole domain
    std::string reason;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(BlockedSender, (), (id, brand_id, sender, reason, created_at))

struct BlockedSenderList {
    std::vector<BlockedSender> items;
};
BOOST_DESCRIBE_STRUCT(BlockedSenderList, (), (items))

struct BlockedSenderInput {
    std::string sender;
    std::optional<BrandId> brand_id;  ///< default: the brand whose address the desk was opened at
    std::optional<std::string> reason;
    static constexpr Rule rules[] = {{"sender", 254}, {"reason", 500}};
};
BOOST_DESCRIBE_STRUCT(BlockedSenderInput, (), (sender, brand_id, reason))

struct BlockedSenderKey {
    BlockedSenderId blocked_sender_id;
};
BOOST_DESCRIBE_STRUCT(BlockedSenderKey, (), (blocked_sender_id))

BlockedSenderList list_blocked_senders(db::Reader& reader, const Context& context, const http::Empty&);
BlockedSender block_sender(db::Tx& tx, const Context& context, const BlockedSenderInput& input);
void unblock_sender(db::Tx& tx, const Context& context, const BlockedSenderKey& input);

bool is_blocked(db::Reader& reader, BrandId brand, const std::string& address);

}  // namespace goodhost::email
