#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/hash.hpp"

namespace goodhost::crypto {

/// Secrets at rest (mailbox passwords, TOTP secrets, API keys of others): AES-256-GCM with a random nonce.
/// Immutable, so any thread may use it. One key seals at most 2^32 values (NIST SP 800-38D section 8.3).
class Vault {
  public:
    /// Keys of 32 bytes; the first one seals, all of them open, so that a key is changed without a moment when
    /// nothing opens. Throws std::invalid_argument for none.
    explicit Vault(std::vector<Digest> keys);

    /// A text of the form `v1.<key>.<base64url>`. `place` says where the value lives (`mailbox/7/password`); it is
    /// not stored and must be the same on opening, so that a sealed value moved to another row does not open.
    std::string seal(std::string_view secret, std::string_view place) const;

    /// Nothing when it was altered, sealed for another place or under a key that is not known.
    std::optional<std::string> open(std::string_view sealed, std::string_view place) const;

    /// True when an older key sealed it: seal it again.
    bool needs_reseal(std::string_view sealed) const;

  private:
    struct Key {
        std::string name;  ///< derived from the key, so that it needs no configuration
        Digest bytes;
    };
    std::vector<Key> keys_;
};

}  // namespace goodhost::crypto
