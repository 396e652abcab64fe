#include "platform/crypto/vault.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/random.hpp"

namespace goodhost::crypto {

namespace {

constexpr std::string_view version = "v1.";
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

void require(int ok) {
    if (ok != 1) throw std::runtime_error("OpenSSL could not encrypt");
}

std::string encrypt(const Digest& key, std::string_view secret, std::string_view place) {
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const std::string nonce = random_bytes(nonce_size);
    std::string box = nonce;
    box.resize(nonce_size + secret.size() + tag_size);
    int size = 0;
    require(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), in(nonce)));
    require(EVP_EncryptUpdate(cipher.get(), nullptr, &size, in(place), static_cast<int>(place.size())));
    require(EVP_EncryptUpdate(cipher.get(), out(box.data() + nonce_size), &size, in(secret), static_cast<int>(secret.size())));
    char* tag = box.data() + nonce_size + secret.size();
    require(EVP_EncryptFinal_ex(cipher.get(), out(tag), &size));
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag));
    return box;
}

std::optional<std::string> decrypt(const Digest& key, std::string_view box, std::string_view place) {
    if (box.size() < nonce_size + tag_size) return std::nullopt;
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const std::string_view body = box.substr(nonce_size, box.size() - nonce_size - tag_size);
    std::string tag(box.substr(box.size() - tag_size));
    std::string secret(body.size(), '\0');
    int size = 0;
    require(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), in(box)));
    require(EVP_DecryptUpdate(cipher.get(), nullptr, &size, in(place), static_cast<int>(place.size())));
    require(EVP_DecryptUpdate(cipher.get(), out(secret.data()), &size, in(body), static_cast<int>(body.size())));
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()));
    if (EVP_DecryptFinal_ex(cipher.get(), out(secret.data() + secret.size()), &size) != 1) return std::nullopt;
    return secret;
}

}  // namespace

Vault::Vault(std::vector<Digest> keys) {
    if (keys.empty()) throw std::invalid_argument("a vault needs a key");
    for (const Digest& key : keys) keys_.push_back({hex(derive_key(view(key), "name")).substr(0, 8), key});
}

std::string Vault::seal(std::string_view secret, std::string_view place) const {
    const Key& key = keys_.front();
    return std::string(version) + key.name + "." + base64url(encrypt(key.bytes, secret, place));
}

std::optional<std::string> Vault::open(std::string_view sealed, std::string_view place) const {
    if (!sealed.starts_with(version)) return std::nullopt;
    sealed.remove_prefix(version.size());
    for (const Key& key : keys_) {
        if (!sealed.starts_with(key.name + ".")) continue;
        const auto box = from_base64url(sealed.substr(key.name.size() + 1));
        return box ? decrypt(key.bytes, *box, place) : std::nullopt;
    }
    return std::nullopt;
}

bool Vault::needs_reseal(std::string_view sealed) const { return !sealed.starts_with(std::string(version) + keys_.front().name + "."); }

}  // namespace goodhost::crypto
