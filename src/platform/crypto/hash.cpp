#include "platform/crypto/hash.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

#include "platform/crypto/encoding.hpp"

namespace goodhost::crypto {

namespace {

void require(int ok) {
    if (ok != 1) throw std::runtime_error("OpenSSL could not compute a digest");
}

/// Looking the algorithm up costs more than hashing a short text, so it is done once.
const EVP_MD* algorithm() {
    static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return md;
}

}  // namespace

std::string_view view(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

std::string hex(const Digest& digest) { return hex(view(digest)); }

/// To make a context anew costs as much as hashing a short text.
Digest sha256(std::string_view bytes) {
    thread_local Sha256 hash;
    hash.begin();
    return hash.update(bytes).finish();
}

void Sha256::Free::operator()(void* context) const { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { begin(); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::begin() { require(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_.get()), algorithm(), nullptr)); }

Sha256& Sha256::update(std::string_view bytes) {
    require(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), bytes.data(), bytes.size()));
    return *this;
}

Digest Sha256::finish() {
    Digest digest;
    require(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_.get()), digest.data(), nullptr));
    return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
    Digest digest;
    // HMAC() takes a null key as "the key of last time", hence the pointer to an empty text.
    const char* key_data = key.empty() ? "" : key.data();
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    require(HMAC(EVP_sha256(), key_data, static_cast<int>(key.size()), data, bytes.size(), digest.data(), nullptr) != nullptr);
    return digest;
}

Digest derive_key(std::string_view master, std::string_view label) {
    std::string info(label);
    info += '\x01';
    return hmac_sha256(master, info);
}

bool equal(std::string_view a, std::string_view b) { return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace goodhost::crypto
