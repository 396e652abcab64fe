#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/time.hpp"
#include "platform/crypto/hash.hpp"

namespace goodhost::crypto {

enum class TokenFault {
    forged,   ///< not made here, altered, made for another purpose, or no token at all
    expired,  ///< genuine, but its time is over: the person may be offered a new one
};

/// Tokens for links: what they say can be read by anybody and forged by nobody (HMAC-SHA-256 cut to 160 bits).
/// They are not stored, so they cannot be taken back before they expire. Immutable; any thread.
class Signer {
  public:
    /// The first key signs, all of them verify. Throws std::invalid_argument for none.
    explicit Signer(std::vector<Digest> keys);

    /// `purpose` is a constant of the slice (`tickets.follow`); a token of one purpose is no token for another.
    std::string sign(std::string_view purpose, std::string_view payload, Instant expires) const;

    /// The payload. Accepted up to, not including, the expiry.
    std::expected<std::string, TokenFault> verify(std::string_view purpose, std::string_view token, Instant now) const;

  private:
    std::vector<Digest> keys_;
};

}  // namespace goodhost::crypto
