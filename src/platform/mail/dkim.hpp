#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/core/reflect.hpp"

/// DomainKeys Identified Mail: signing (RFC 6376; Ed25519 by RFC 8463). Canonicalisation is relaxed/relaxed, since relays
/// fold lines and trim spaces. Pure but for the random numbers of key making; any thread.
namespace goodhost::mail {

enum class DkimAlgorithm { rsa_sha256, ed25519_sha256 };
BOOST_DESCRIBE_ENUM(DkimAlgorithm, rsa_sha256, ed25519_sha256)

struct DkimSigner {
    std::string domain;
    std::string selector;
    DkimAlgorithm algorithm = DkimAlgorithm::rsa_sha256;
    std::string private_key;  ///< PEM (PKCS #8)
};

/// PEM of a new key: RSA of 2,048 bits (3.3.1 of RFC 8301), or Ed25519.
std::string make_dkim_key(DkimAlgorithm algorithm);

/// The text of the TXT record at `<selector>._domainkey.<domain>`: `v=DKIM1; k=rsa; p=...`. Throws std::invalid_argument for
/// what is no key.
std::string dkim_record(DkimAlgorithm algorithm, const std::string& private_key);

/// The header field `DKIM-Signature: ...` with its CRLF, to be put before `raw`, a complete message with CRLF line ends.
/// From, To, Cc, Reply-To and Subject are signed once more than they occur, so that none can be added.
std::string dkim_signature(std::string_view raw, const DkimSigner& signer, std::int64_t signed_at_unix);

}  // namespace goodhost::mail
