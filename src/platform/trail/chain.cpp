#include "platform/trail/chain.hpp"

#include "platform/crypto/hash.hpp"

namespace goodhost::trail {

namespace {

class Netstrings {
  public:
    Netstrings& add(std::string_view bytes) {
        bytes_ += std::to_string(bytes.size());
        bytes_ += ':';
        bytes_ += bytes;
        bytes_ += ',';
        return *this;
    }
    Netstrings& add(std::int64_t number) { return add(std::to_string(number)); }
    std::string hash() const { return crypto::hex(crypto::sha256(bytes_)); }

  private:
    std::string bytes_;
};

}  // namespace

std::string payload_hash_of(const Entry& entry) {
    return Netstrings().add("goodhost.payload.1").add(entry.salt).add(entry.actor_name).add(entry.payload).hash();
}

std::string hash_of(std::string_view previous_hash, const Entry& entry) {
    Netstrings text;
    text.add("goodhost.entry.1").add(previous_hash).add(entry.stream).add(entry.stream_sequence).add(entry.type);
    text.add(enum_name(entry.actor_kind)).add(entry.actor_id).add(to_millis(entry.at)).add(entry.brand_id.value);
    return text.add(entry.payload_hash).hash();
}

}  // namespace goodhost::trail
