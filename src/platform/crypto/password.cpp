#include "platform/crypto/password.hpp"

#include <argon2.h>

#include <charconv>
#include <optional>
#include <stdexcept>

#include "platform/crypto/random.hpp"

namespace goodhost::crypto {

namespace {

constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 32;
constexpr std::string_view prefix = "$argon2id$v=19$";

/// An encoded hash may come from an importer; one that asks for more than this is refused rather than computed.
constexpr PasswordCost most{.memory_kib = 256 * 1024, .passes = 16, .lanes = 8};

bool take(std::string_view& text, std::string_view name) {
    if (!text.starts_with(name)) return false;
    text.remove_prefix(name.size());
    return true;
}

bool take_number(std::string_view& text, std::uint32_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

/// The parameters in `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
std::optional<PasswordCost> cost_of(std::string_view encoded) {
    PasswordCost cost;
    const bool read = take(encoded, prefix) && take(encoded, "m=") && take_number(encoded, cost.memory_kib) && take(encoded, ",t=") &&
                      take_number(encoded, cost.passes) && take(encoded, ",p=") && take_number(encoded, cost.lanes) &&
                      encoded.starts_with('$');
    return read ? std::optional(cost) : std::nullopt;
}

}  // namespace

std::string hash_password(std::string_view password, PasswordCost cost) {
    const std::string salt = random_bytes(salt_size);
    std::string encoded(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, salt_size, hash_size, Argon2_id), '\0');
    const int result = argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(), salt.data(),
                                             salt.size(), hash_size, encoded.data(), encoded.size());
    if (result != ARGON2_OK) throw std::runtime_error(argon2_error_message(result));
    encoded.resize(encoded.find('\0'));
    return encoded;
}

bool verify_password(std::string_view encoded, std::string_view password) {
    const auto cost = cost_of(encoded);
    if (!cost || cost->memory_kib > most.memory_kib || cost->passes > most.passes || cost->lanes > most.lanes) return false;
    return argon2id_verify(std::string(encoded).c_str(), password.data(), password.size()) == ARGON2_OK;
}

bool needs_rehash(std::string_view encoded, PasswordCost cost) {
    const auto used = cost_of(encoded);
    return !used || used->memory_kib < cost.memory_kib || used->passes < cost.passes || used->lanes != cost.lanes;
}

void verify_no_password(std::string_view password) {
    static const std::string decoy = hash_password(random_token(128));
    verify_password(decoy, password);
}

}  // namespace goodhost::crypto
