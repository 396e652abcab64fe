#include "push/key.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"
#include "push/queries.hpp"

namespace goodhost::push {

namespace {

constexpr std::string_view place = "push/key";
/// Push services refuse what lasts longer than a day.
constexpr std::chrono::hours life{1};

struct Header {
    std::string typ = "JWT", alg = "ES256";
};
BOOST_DESCRIBE_STRUCT(Header, (), (typ, alg))

struct Claims {
    std::string aud;
    std::int64_t exp = 0;
    std::string sub;
};
BOOST_DESCRIBE_STRUCT(Claims, (), (aud, exp, sub))

std::string origin_of(const std::string& url) { return url.substr(0, url.find('/', url.find("://") + 3)); }

}  // namespace

std::optional<crypto::P256> find_key(db::Reader& reader, const Context& context) {
    auto sealed = reader.find<std::string>(sql::find_key);
    auto opened = sealed ? context.services.vault.open(*sealed, place) : std::nullopt;
    auto scalar = opened ? crypto::from_base64url(*opened) : std::nullopt;
    return scalar ? crypto::p256_of(*scalar) : std::nullopt;
}

PushKey keep_key(db::Tx& tx, const Context& context, const http::Empty&) {
    auto key = find_key(tx, context);
    if (!key) {
        key = crypto::new_p256();
        tx.execute(sql::forget_devices);
        tx.execute(sql::put_key, context.services.vault.seal(crypto::base64url(key->scalar), place), context.now());
        trail::append(tx, context, "push", "push.key_made", PushKey{crypto::base64url(key->point)});
    }
    return {crypto::base64url(key->point)};
}

std::string authorization(const Context& context, const crypto::P256& key, const std::string& endpoint, const std::string& contact) {
    auto expires = std::chrono::ceil<std::chrono::seconds>(context.now() + life).time_since_epoch().count();
    auto text = crypto::base64url(json::to_json(Header{})) + "." +
                crypto::base64url(json::to_json(Claims{origin_of(endpoint), expires, "mailto:" + contact}));
    return "vapid t=" + text + "." + crypto::base64url(crypto::p256_sign(key, text)) + ", k=" + crypto::base64url(key.point);
}

}  // namespace goodhost::push
