#include "platform/crypto/push_message.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"

namespace goodhost::crypto {

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

constexpr std::size_t salt_size = 16, key_size = 16, nonce_size = 12, tag_size = 16;
/// The record size of the header, 4096; all of a message is one record.
constexpr std::string_view record_size = "\x00\x00\x10\x00"sv;
constexpr char last_record = '\x02';

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

void require(int ok) {
    if (ok != 1) throw std::runtime_error("OpenSSL could not encrypt");
}

/// HKDF of RFC 5869 for at most one block.
std::string hkdf(std::string_view salt, std::string_view secret, std::string info, std::size_t size) {
    info += '\x01';
    return std::string(view(hmac_sha256(view(hmac_sha256(salt, secret)), info)).substr(0, size));
}

std::string seal(const std::string& key, const std::string& nonce, const std::string& text) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    std::string sealed(text.size() + tag_size, '\0');
    int size = 0;
    require(EVP_EncryptInit_ex(cipher.get(), EVP_aes_128_gcm(), nullptr, in(key), in(nonce)));
    require(EVP_EncryptUpdate(cipher.get(), out(sealed.data()), &size, in(text), static_cast<int>(text.size())));
    char* tag = sealed.data() + text.size();
    require(EVP_EncryptFinal_ex(cipher.get(), out(tag), &size));
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag));
    return sealed;
}

}  // namespace

std::string encrypt_push(std::string_view text, const PushReceiver& receiver, const PushSender& sender) {
    auto shared = p256_agree(sender.pair, receiver.point);
    if (!shared || text.size() > longest_push_text) throw std::invalid_argument("not a push message");
    std::string info = "WebPush: info\0"s;
    info += receiver.point;
    info += sender.pair.point;
    auto secret = hkdf(receiver.secret, *shared, info, sizeof(Digest));
    auto key = hkdf(sender.salt, secret, "Content-Encoding: aes128gcm\0"s, key_size);
    auto nonce = hkdf(sender.salt, secret, "Content-Encoding: nonce\0"s, nonce_size);
    std::string message = sender.salt;
    message += record_size;
    message += static_cast<char>(sender.pair.point.size());
    message += sender.pair.point;
    return message + seal(key, nonce, std::string(text) + last_record);
}

std::string encrypt_push(std::string_view text, const PushReceiver& receiver) {
    return encrypt_push(text, receiver, {new_p256(), random_bytes(salt_size)});
}

}  // namespace goodhost::crypto
