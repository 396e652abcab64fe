#pragma once
#include <optional>
#include <string>
#include <string_view>

/// The curve P-256 as Web Push and ES256 use it. Keys are raw bytes, as they are stored and sent.
namespace goodhost::crypto {

struct P256 {
    std::string scalar;  ///< the private key, 32 bytes
    std::string point;   ///< the public key, uncompressed: 65 bytes that begin with 4
};

P256 new_p256();
/// The pair of a private key; nothing for what is none.
std::optional<P256> p256_of(std::string_view scalar);
bool is_p256_point(std::string_view point);

/// ECDH: the shared secret of 32 bytes; nothing when `point` is not on the curve.
std::optional<std::string> p256_agree(const P256& mine, std::string_view point);

/// ES256 of RFC 7518 section 3.4: r and s, 64 bytes.
std::string p256_sign(const P256& key, std::string_view bytes);

}  // namespace goodhost::crypto
