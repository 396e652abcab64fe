#include "platform/crypto/random.hpp"

#include <openssl/rand.h>

#include <cassert>
#include <stdexcept>

#include "platform/crypto/encoding.hpp"

namespace goodhost::crypto {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (count > 0 && RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system has no random bytes to give");
    return bytes;
}

std::string random_token(unsigned bits) {
    assert(bits >= 128 && bits % 8 == 0);
    return base64url(random_bytes(bits / 8));
}

}  // namespace goodhost::crypto
