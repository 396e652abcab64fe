#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/trail/trail.hpp"

namespace goodhost::trail {

/// What a person is shown of an entry. The proofs, which are most of an entry's bytes, stay in the database.
struct HistoryLine {
    std::int64_t stream_sequence = 0;
    std::string type;
    ActorKind actor_kind = ActorKind::system;
    std::int64_t actor_id = 0;
    std::string actor_name;
    Instant at;
    std::string payload;
};
BOOST_DESCRIBE_STRUCT(HistoryLine, (), (stream_sequence, type, actor_kind, actor_id, actor_name, at, payload))

/// One stream from its beginning, oldest first.
std::vector<HistoryLine> read_history(db::Reader& reader, std::string_view stream, int limit);

}  // namespace goodhost::trail
