#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// The paper trail: append-only, ordered, hash chained per stream. See ARCHITECTURE.md.
namespace goodhost::trail {

/// Where a reader stands. A total order over all entries; nothing is ever inserted before a position that was handed out.
/// SQLite: {0, sequence}. PostgreSQL: {transaction id, sequence}; only entries of transactions below the oldest running one
/// are handed out.
struct Position {
    std::int64_t transaction = 0;
    std::int64_t sequence = 0;
    auto operator<=>(const Position&) const = default;
};
std::string to_string(Position position);                        ///< `0.4711`, what clients resume with
std::optional<Position> parse_position(std::string_view text);

struct Entry {
    std::int64_t transaction = 0;
    std::int64_t sequence = 0;
    std::string stream;               ///< `ticket/123`
    std::int64_t stream_sequence = 0; ///< 1, 2, 3 without gaps within the stream
    std::string type;                 ///< `tickets.replied`: slice, dot, verb in the past
    ActorKind actor_kind = ActorKind::system;
    std::int64_t actor_id = 0;
    std::string actor_name;
    Instant at;
    BrandId brand_id;
    std::string payload;              ///< JSON object; empty text once erased
    std::string payload_hash;         ///< hex SHA-256 of the payload as written
    std::string hash;                 ///< hex SHA-256 of previous hash, the fields above and payload_hash
    Position position() const { return {transaction, sequence}; }
};
BOOST_DESCRIBE_STRUCT(Entry, (), (transaction, sequence, stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, payload_hash, hash))

/// Writes an entry in the caller's transaction and takes the lock on its stream: two transactions that append to one
/// stream are serial (PostgreSQL: the second is run again). Actor, time and brand come from the context.
void append_text(db::Tx& tx, const Context& context, std::string_view stream, std::string_view type, const std::string& payload);

template <class P>
void append(db::Tx& tx, const Context& context, std::string_view stream, std::string_view type, const P& payload) {
    append_text(tx, context, stream, type, json::to_json(payload));
}

template <class P>
P payload_of(const Entry& entry) {
    return json::from_json<P>(entry.payload.empty() ? "{}" : entry.payload);
}

/// Final entries after `after`, oldest first.
std::vector<Entry> read_after(db::Reader& reader, Position after, int limit);
/// One stream, oldest first, after a stream_sequence.
std::vector<Entry> read_stream(db::Reader& reader, std::string_view stream, std::int64_t after, int limit);
/// Everything up to here is final in this reader's snapshot: what a snapshot is taken at.
Position position_of(db::Reader& reader);

/// Empties the payloads of a stream; hashes stay, so that the chain verifies as `erased`.
std::int64_t erase(db::Tx& tx, std::string_view stream);

enum class Finding { intact, erased, altered, missing };
struct StreamReport {
    std::string stream;
    Finding finding = Finding::intact;
    std::int64_t at_sequence = 0;  ///< stream_sequence of the first fault
    std::string detail;
};
struct Verification {
    std::int64_t entries = 0, streams = 0, erased = 0;
    std::vector<StreamReport> faults;  ///< altered and missing, at most 1000
};
/// Walks the whole trail (or one stream) in bounded memory.
Verification verify(db::Database& database, std::string_view only_stream = {});

/// A reaction to the trail. `handle` runs in one transaction with the consumer's position, so what it writes happens
/// exactly once; what leaves the program it hands to jobs. It must be idempotent all the same (replay).
struct Consumer {
    std::string_view name;                     ///< `search.index`; stable: its position is kept under it
    std::vector<std::string_view> types;       ///< exact types or prefixes ending in `.`; empty: all
    std::function<void(db::Tx&, const Context&, const Entry&)> handle;
};

/// Runs consumers, each with a stored position and a lease, so that of many nodes one runs it at a time. Woken by commits
/// (channel `trail`), no polling in steady state. A failing entry is tried again with back-off and shows in status(); after
/// 10 tries it is set aside in `trail_failures` (an administrator can retry) and the consumer goes on.
class Consumers {
  public:
    struct Status {
        std::string name;
        std::string position;
        std::int64_t lag = 0;       ///< entries behind
        std::int64_t failures = 0;  ///< set aside
        std::string last_error;
    };
    Consumers(db::Database& database, const Context& system, std::vector<Consumer> consumers, std::string node);
    ~Consumers();
    void start();
    void stop();
    std::vector<Status> status() const;
    /// Returns when every consumer has handled all that was committed before the call; for tests and `seed`. False at timeout.
    bool caught_up(std::chrono::milliseconds timeout);
    /// Puts a consumer back to a position (replay); {} = the beginning.
    void replay(std::string_view name, Position from);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace goodhost::trail
