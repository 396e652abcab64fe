#include "platform/trail/chain.hpp"

#include <array>
#include <charconv>

#include "platform/crypto/hash.hpp"

namespace goodhost::trail {

namespace {

class Netstrings {
  public:
    /// `bytes`: about how many will be added.
    explicit Netstrings(std::size_t bytes) { bytes_.reserve(bytes + for_lengths); }
    Netstrings& add(std::string_view bytes) {
        append(bytes.size());
        bytes_ += ':';
        bytes_ += bytes;
        bytes_ += ',';
        return *this;
    }
    Netstrings& add(std::int64_t number) { return add(Digits(number).text()); }
    std::string hash() const { return crypto::hex(crypto::sha256(bytes_)); }

  private:
    static constexpr std::size_t for_lengths = 256;

    class Digits {
      public:
        explicit Digits(auto number) { end_ = std::to_chars(digits_.begin(), digits_.end(), number).ptr; }
        std::string_view text() const { return {digits_.begin(), end_}; }

      private:
        std::array<char, 24> digits_{};
        const char* end_ = nullptr;
    };
    void append(std::size_t number) { bytes_ += Digits(number).text(); }

    std::string bytes_;
};

}  // namespace

std::string payload_hash_of(const Entry& entry) {
    return Netstrings(entry.payload.size()).add("goodhost.payload.1").add(entry.salt).add(entry.actor_name).add(entry.payload).hash();
}

std::string hash_of(std::string_view previous_hash, const Entry& entry) {
    Netstrings text(previous_hash.size() + entry.payload_hash.size());
    text.add("goodhost.entry.1").add(previous_hash).add(entry.stream).add(entry.stream_sequence).add(entry.type);
    text.add(enum_name(entry.actor_kind)).add(entry.actor_id).add(to_millis(entry.at)).add(entry.brand_id.value);
    return text.add(entry.payload_hash).hash();
}

}  // namespace goodhost::trail
