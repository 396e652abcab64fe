#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/time.hpp"

/// One-time codes of authenticator apps: RFC 6238 with HMAC-SHA-1, 30 seconds and six digits, which is what every app
/// understands.
namespace goodhost::crypto {

/// 20 random bytes, the size that RFC 4226 section 4 recommends. Kept sealed (crypto/vault.hpp).
std::string new_totp_secret();

/// The 30-second step that contains `at`.
std::int64_t totp_step(Instant at);

std::string totp_code(std::string_view secret, std::int64_t step, unsigned digits = 6);

/// The step whose code was entered: the present one, the one before or the one after. The caller stores it and accepts
/// only greater ones from then on, so that a code works once (RFC 6238 section 5.2). Spaces in the code are ignored.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant now);

/// `otpauth://totp/Issuer:account?secret=...` for the QR code that the app scans.
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret);

}  // namespace goodhost::crypto
