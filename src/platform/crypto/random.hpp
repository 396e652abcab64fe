#pragma once
#include <cstddef>
#include <string>

namespace goodhost::crypto {

/// From the system's generator; throws std::runtime_error when it has none to give, which nothing can go on without.
std::string random_bytes(std::size_t count);

/// An unguessable name for a link, a session or a key, in base64url. `bits` is at least 128 and a multiple of 8.
std::string random_token(unsigned bits = 256);

}  // namespace goodhost::crypto
