#pragma once
#include <string>
#include <string_view>

#include "platform/crypto/p256.hpp"

/// Words to a browser that nobody on the way can read (RFC 8291 over RFC 8188, content coding `aes128gcm`).
namespace goodhost::crypto {

/// What a browser hands out when it subscribes.
struct PushReceiver {
    std::string point;   ///< `p256dh`, 65 bytes on the curve
    std::string secret;  ///< `auth`, 16 bytes
};

/// What a push service has to take at least (RFC 8291 section 4), less header, tag and delimiter.
inline constexpr std::size_t longest_push_text = 3'993;

/// What is unlike in every message.
struct PushSender {
    P256 pair;
    std::string salt;  ///< 16 bytes
};

/// The body of a push request, as one record. Throws std::invalid_argument for a text that is too long and a point off the curve.
std::string encrypt_push(std::string_view text, const PushReceiver& receiver, const PushSender& sender);
/// With a pair and a salt of its own.
std::string encrypt_push(std::string_view text, const PushReceiver& receiver);

}  // namespace goodhost::crypto
