#include "platform/crypto/signer.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/crypto/encoding.hpp"

namespace goodhost::crypto {

namespace {

constexpr std::size_t mac_size = 20;
constexpr std::size_t expiry_size = 6;  ///< whole seconds since 1970, most significant byte first

std::string expiry_bytes(std::int64_t seconds) {
    std::string bytes(expiry_size, '\0');
    for (std::size_t i = 0; i < expiry_size; ++i)
        bytes[expiry_size - 1 - i] = static_cast<char>(static_cast<std::uint64_t>(seconds) >> (8 * i));
    return bytes;
}

std::int64_t expiry_seconds(std::string_view bytes) {
    std::int64_t seconds = 0;
    for (const char byte : bytes.substr(0, expiry_size)) seconds = seconds << 8 | static_cast<unsigned char>(byte);
    return seconds;
}

/// The purpose ends with a zero byte, so that no purpose and body can be read as another purpose and body.
std::string mac_of(const Digest& key, std::string_view purpose, std::string_view body) {
    std::string text(purpose);
    text += '\0';
    text += body;
    return std::string(view(hmac_sha256(view(key), text)).substr(0, mac_size));
}

}  // namespace

Signer::Signer(std::vector<Digest> keys) : keys_(std::move(keys)) {
    if (keys_.empty()) throw std::invalid_argument("a signer needs a key");
}

std::string Signer::sign(std::string_view purpose, std::string_view payload, Instant expires) const {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(expires).time_since_epoch().count();
    std::string body = expiry_bytes(seconds);
    body += payload;
    return base64url(mac_of(keys_.front(), purpose, body) + body);
}

std::expected<std::string, TokenFault> Signer::verify(std::string_view purpose, std::string_view token, Instant now) const {
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() < mac_size + expiry_size) return std::unexpected(TokenFault::forged);
    const std::string_view mac = std::string_view(*bytes).substr(0, mac_size);
    const std::string_view body = std::string_view(*bytes).substr(mac_size);
    const bool genuine = std::ranges::any_of(keys_, [&](const Digest& key) { return equal(mac_of(key, purpose, body), mac); });
    if (!genuine) return std::unexpected(TokenFault::forged);
    if (now >= Instant{std::chrono::seconds{expiry_seconds(body)}}) return std::unexpected(TokenFault::expired);
    return std::string(body.substr(expiry_size));
}

}  // namespace goodhost::crypto
