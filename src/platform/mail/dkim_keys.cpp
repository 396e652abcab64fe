#include "platform/mail/dkim_keys.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"

namespace goodhost::mail {

namespace {

constexpr unsigned rsa_bits = 2048;
constexpr std::size_t ed25519_size = 32;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Digester = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool holds) {
    if (!holds) throw std::invalid_argument("no usable DKIM key");
}

Key key_of(DkimAlgorithm algorithm, const std::string& pem) {
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    Key key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    require(key && EVP_PKEY_is_a(key.get(), algorithm == DkimAlgorithm::rsa_sha256 ? "RSA" : "ED25519"));
    return key;
}

}  // namespace

std::string make_dkim_key(DkimAlgorithm algorithm) {
    const Key key(algorithm == DkimAlgorithm::rsa_sha256 ? EVP_RSA_gen(rsa_bits) : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"),
                  &EVP_PKEY_free);
    const Memory memory(BIO_new(BIO_s_mem()), &BIO_free);
    require(key && PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string dkim_record(DkimAlgorithm algorithm, const std::string& private_key) {
    const auto key = key_of(algorithm, private_key);
    if (algorithm == DkimAlgorithm::ed25519_sha256) {
        // The bare key, without the structure around it (RFC 8463 4.2).
        std::string raw(ed25519_size, '\0');
        std::size_t size = raw.size();
        require(EVP_PKEY_get_raw_public_key(key.get(), bytes(raw), &size) == 1);
        return "v=DKIM1; k=ed25519; p=" + crypto::base64(raw);
    }
    std::string der(static_cast<std::size_t>(i2d_PUBKEY(key.get(), nullptr)), '\0');
    auto* out = bytes(der);
    i2d_PUBKEY(key.get(), &out);
    return "v=DKIM1; k=rsa; p=" + crypto::base64(der);
}

std::string sign_dkim(const DkimSigner& signer, std::string_view header) {
    const auto key = key_of(signer.algorithm, signer.private_key);
    const Digester digester(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const bool rsa = signer.algorithm == DkimAlgorithm::rsa_sha256;
    // Ed25519 signs the SHA-256 of the header as its message (RFC 8463 3).
    const std::string hashed(crypto::view(crypto::sha256(header)));
    const std::string_view message = rsa ? header : std::string_view(hashed);
    require(EVP_DigestSignInit(digester.get(), nullptr, rsa ? EVP_sha256() : nullptr, nullptr, key.get()) == 1);
    std::size_t size = 0;
    require(EVP_DigestSign(digester.get(), nullptr, &size, bytes(message), message.size()) == 1);
    std::string signature(size, '\0');
    require(EVP_DigestSign(digester.get(), bytes(signature), &size, bytes(message), message.size()) == 1);
    signature.resize(size);
    return signature;
}

}  // namespace goodhost::mail
