#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// Passwords at rest: argon2id (RFC 9106) in its encoded form, which carries its own parameters and salt.
/// Each call takes about 20 ms of processor and 19 MiB, so callers are behind a rate limit.
namespace goodhost::crypto {

/// The default is OWASP's second choice: 19 MiB, two passes, one lane.
struct PasswordCost {
    std::uint32_t memory_kib = 19 * 1024;
    std::uint32_t passes = 2;
    std::uint32_t lanes = 1;
};

std::string hash_password(std::string_view password, PasswordCost cost = {});

/// False for a wrong password and for a text that is no argon2id hash.
bool verify_password(std::string_view encoded, std::string_view password);

/// True when the hash was made with less than `cost` asks for: hash again while the password is at hand.
bool needs_rehash(std::string_view encoded, PasswordCost cost = {});

/// Takes as long as `verify_password` and verifies nothing. Called where there is no such account, so that the time of
/// the answer does not tell.
void verify_no_password(std::string_view password);

}  // namespace goodhost::crypto
