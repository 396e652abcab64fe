#pragma once
#include <string>
#include <string_view>

#include "platform/trail/trail.hpp"

/// The hashes of the trail. The bytes under a hash are netstrings (`<length>:<bytes>,`) one after another, numbers in
/// decimal, so that no two different entries have the same bytes. Position (transaction, sequence) is left out: the
/// database gives it when the entry is written, and a restored dump may have to move it.
namespace goodhost::trail {

/// Over `goodhost.payload.1`, salt, actor_name, payload.
std::string payload_hash_of(const Entry& entry);

/// Over `goodhost.entry.1`, previous hash (empty for the first), stream, stream_sequence, type, actor_kind, actor_id,
/// at (milliseconds), brand_id, payload_hash.
std::string hash_of(std::string_view previous_hash, const Entry& entry);

}  // namespace goodhost::trail
