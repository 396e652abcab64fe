#pragma once
#include "platform/crypto/p256.hpp"
#include "platform/http/route.hpp"
#include "push/push.hpp"

/// By which push services know this host (RFC 8292): one for the host, made when the first browser asks for it.
namespace goodhost::push {

struct PushKey {
    std::string public_key;  ///< `applicationServerKey`, base64url
};
BOOST_DESCRIBE_STRUCT(PushKey, (), (public_key))

/// The key; it is made the first time. One that was sealed by a vault that nobody has any more is made anew, and the devices that
/// knew the old one are forgotten: they take nothing from another.
PushKey keep_key(db::Tx& tx, const Context& context, const http::Empty&);

std::optional<crypto::P256> find_key(db::Reader& reader, const Context& context);

/// `Authorization` of a push request: who we are, for this service and an hour.
std::string authorization(const Context& context, const crypto::P256& key, const std::string& endpoint, const std::string& contact);

}  // namespace goodhost::push
