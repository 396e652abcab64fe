#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Bytes as text and back. Decoders are strict: an unknown character, a wrong length, wrong padding or
/// non-zero spare bits give nullopt, so that one value has exactly one accepted spelling.
namespace goodhost::crypto {

std::string hex(std::string_view bytes);  ///< lower case
std::optional<std::string> from_hex(std::string_view text);

/// RFC 4648 section 4, padded.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

/// RFC 4648 section 5, never padded: safe in addresses, file names and cookies.
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 section 6, never padded, upper case (the form that authenticator apps take). Reading takes either case.
std::string base32(std::string_view bytes);
std::optional<std::string> from_base32(std::string_view text);

}  // namespace goodhost::crypto
