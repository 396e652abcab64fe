#include "platform/crypto/totp.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"

namespace goodhost::crypto {

namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::size_t secret_size = 20;

using Sha1 = std::array<unsigned char, 20>;

Sha1 hmac_sha1(std::string_view key, std::string_view bytes) {
    Sha1 digest;
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), data, bytes.size(), digest.data(), nullptr))
        throw std::runtime_error("OpenSSL could not compute a one-time code");
    return digest;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~@").contains(c);
        if (plain)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

}  // namespace

std::string new_totp_secret() { return random_bytes(secret_size); }

std::int64_t totp_step(Instant at) { return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() / step_seconds; }

std::string totp_code(std::string_view secret, std::int64_t step, unsigned digits) {
    std::string counter(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) counter[7 - i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * i));
    const Sha1 digest = hmac_sha1(secret, counter);
    // RFC 4226 section 5.3: the last half byte says where the 31 bits are taken from.
    const std::size_t at = digest.back() & 0x0f;
    const std::uint32_t number = (std::uint32_t{digest[at]} & 0x7f) << 24 | std::uint32_t{digest[at + 1]} << 16 |
                                 std::uint32_t{digest[at + 2]} << 8 | digest[at + 3];
    std::uint32_t modulus = 1;
    for (unsigned i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant now) {
    std::string entered;
    for (const char c : code)
        if (c != ' ') entered += c;
    std::optional<std::int64_t> matched;
    const std::int64_t present = totp_step(now);
    // Every step is compared whatever the earlier ones gave, so that the time tells nothing.
    for (std::int64_t step = present - 1; step <= present + 1; ++step)
        if (equal(totp_code(secret, step), entered)) matched = step;
    return matched;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
    const std::string name = percent_encoded(issuer);
    return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period=30", name, percent_encoded(account),
                       base32(secret), name);
}

}  // namespace goodhost::crypto
