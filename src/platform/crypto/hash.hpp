#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// SHA-256 and what is built on it. All functions may be called from any thread.
namespace goodhost::crypto {

using Digest = std::array<std::uint8_t, 32>;

/// The digest's bytes; valid as long as the digest.
std::string_view view(const Digest& digest);
std::string hex(const Digest& digest);

Digest sha256(std::string_view bytes);

/// For input that arrives in pieces. One thread at a time; ends with `finish`, and can begin again then.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void begin();
    Sha256& update(std::string_view bytes);
    Digest finish();

  private:
    struct Free {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Free> context_;
};

/// RFC 2104. The key may have any length.
Digest hmac_sha256(std::string_view key, std::string_view bytes);

/// One purpose's key from the installation's master key, so that one secret is configured and no two uses share a key
/// (HKDF-Expand of RFC 5869 for one block). The label is a constant such as "signer".
Digest derive_key(std::string_view master, std::string_view label);

/// Compares in a time that depends on the lengths only. Secrets are never compared with ==.
bool equal(std::string_view a, std::string_view b);

}  // namespace goodhost::crypto
