#include "platform/crypto/p256.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include <memory>
#include <stdexcept>

#include "platform/crypto/random.hpp"

namespace goodhost::crypto {

namespace {

constexpr std::size_t scalar_size = 32;
constexpr std::size_t point_size = 65;

template <class T, void (*free)(T*)>
struct Free {
    void operator()(T* object) const { free(object); }
};
using Group = std::unique_ptr<EC_GROUP, Free<EC_GROUP, EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Free<EC_POINT, EC_POINT_free>>;
using Number = std::unique_ptr<BIGNUM, Free<BIGNUM, BN_clear_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX, EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG, ECDSA_SIG_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM, OSSL_PARAM_free>>;

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

void require(bool ok) {
    if (!ok) throw std::runtime_error("OpenSSL could not use a key of P-256");
}

Group curve() {
    Group group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    require(group != nullptr);
    return group;
}

Number number_of(std::string_view bytes) {
    Number number(BN_bin2bn(in(bytes), static_cast<int>(bytes.size()), nullptr));
    require(number != nullptr);
    return number;
}

/// With `scalar` null: only a public key.
Key key_of(std::string_view point, const BIGNUM* scalar) {
    const Builder builder(OSSL_PARAM_BLD_new());
    require(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, SN_X9_62_prime256v1, 0) == 1);
    require(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1);
    if (scalar) require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar) == 1);
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    require(context && EVP_PKEY_fromdata_init(context.get()) == 1);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_fromdata(context.get(), &key, scalar ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get());
    return Key(key);
}

Key private_key(const P256& pair) {
    auto key = key_of(pair.point, number_of(pair.scalar).get());
    require(key != nullptr);
    return key;
}

}  // namespace

std::optional<P256> p256_of(std::string_view scalar) {
    if (scalar.size() != scalar_size) return std::nullopt;
    const auto group = curve();
    const auto number = number_of(scalar);
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) >= 0) return std::nullopt;
    const Point point(EC_POINT_new(group.get()));
    require(point && EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr) == 1);
    P256 pair{std::string(scalar), std::string(point_size, '\0')};
    require(EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, out(pair.point), point_size, nullptr) ==
            point_size);
    return pair;
}

P256 new_p256() {
    // One draw in four thousand million is over the curve's order.
    while (true)
        if (auto pair = p256_of(random_bytes(scalar_size))) return *pair;
}

bool is_p256_point(std::string_view bytes) {
    if (bytes.size() != point_size || bytes.front() != POINT_CONVERSION_UNCOMPRESSED) return false;
    const auto group = curve();
    const Point point(EC_POINT_new(group.get()));
    return EC_POINT_oct2point(group.get(), point.get(), in(bytes), bytes.size(), nullptr) == 1;
}

std::optional<std::string> p256_agree(const P256& mine, std::string_view point) {
    if (!is_p256_point(point)) return std::nullopt;
    const auto own = private_key(mine), other = key_of(point, nullptr);
    const KeyContext context(EVP_PKEY_CTX_new(own.get(), nullptr));
    require(other && context && EVP_PKEY_derive_init(context.get()) == 1 && EVP_PKEY_derive_set_peer(context.get(), other.get()) == 1);
    std::string secret(scalar_size, '\0');
    std::size_t size = secret.size();
    require(EVP_PKEY_derive(context.get(), out(secret), &size) == 1 && size == scalar_size);
    return secret;
}

std::string p256_sign(const P256& pair, std::string_view bytes) {
    const auto key = private_key(pair);
    const DigestContext context(EVP_MD_CTX_new());
    require(context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1);
    std::size_t size = 0;
    require(EVP_DigestSign(context.get(), nullptr, &size, in(bytes), bytes.size()) == 1);
    std::string der(size, '\0');
    require(EVP_DigestSign(context.get(), out(der), &size, in(bytes), bytes.size()) == 1);
    auto* begin = in(der);
    const Signature signature(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(size)));
    require(signature != nullptr);
    std::string both(2 * scalar_size, '\0');
    require(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out(both), scalar_size) == scalar_size);
    require(BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out(both) + scalar_size, scalar_size) == scalar_size);
    return both;
}

}  // namespace goodhost::crypto
