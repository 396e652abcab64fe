#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// The paper trail: append-only, ordered, hash chained per stream. See ARCHITECTURE.md.
namespace goodhost::trail {

/// Where a reader stands. A total order over all entries; nothing is ever inserted before a position that was handed
/// out. SQLite: {0, sequence}. PostgreSQL: {transaction id, sequence}; only entries of transactions below the oldest
/// running one are handed out.
struct Position {
    std::int64_t transaction = 0;
    std::int64_t sequence = 0;
    auto operator<=>(const Position&) const = default;
};
BOOST_DESCRIBE_STRUCT(Position, (), (transaction, sequence))
std::string to_string(Position position);  ///< `0.4711`, what clients resume with
std::optional<Position> parse_position(std::string_view text);

struct Entry {
    std::int64_t transaction = 0;
    std::int64_t sequence = 0;
    std::string stream;                ///< `ticket/123`
    std::int64_t stream_sequence = 0;  ///< 1, 2, 3 without gaps within the stream
    std::string type;                  ///< `tickets.replied`: slice, dot, verb in the past
    ActorKind actor_kind = ActorKind::system;
    std::int64_t actor_id = 0;
    std::string actor_name;  ///< empty once erased
    Instant at;
    BrandId brand_id;
    std::string payload;       ///< JSON object; empty text once erased
    std::string salt;          ///< so that erased words can't be guessed from their hash; empty once erased
    std::string payload_hash;  ///< hex SHA-256 of salt, actor_name and payload as written: of all that erasing empties
    std::string hash;          ///< hex SHA-256 of the hash before it in the stream, the other fields and payload_hash (chain.hpp)
    Position position() const { return {transaction, sequence}; }
};
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (transaction, sequence, stream, stream_sequence, type, actor_kind, actor_id, actor_name, at, brand_id, payload, salt,
                       payload_hash, hash))

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
/// The newest entry that is committed, final or not yet: when it is after position_of, look again soon.
Position newest_of(db::Reader& reader);
/// How many entries are after a position; PostgreSQL stops counting at 100,000.
std::int64_t count_after(db::Reader& reader, Position position);

/// To be called at start, after migrate() and before anything appends. PostgreSQL: where a dump was restored,
/// transaction ids began anew, and new entries would stand before old ones; this puts them behind. True when it had to.
bool settle(db::Database& database);

/// Empties payloads and actor names of a stream, how many; hashes stay, so that the chain verifies as `erased`.
std::int64_t erase(db::Tx& tx, std::string_view stream);

enum class Finding { intact, erased, altered, missing };
struct StreamReport {
    std::string stream;
    Finding finding = Finding::intact;
    std::int64_t at_sequence = 0;  ///< stream_sequence of the first fault
    std::string detail;
};
BOOST_DESCRIBE_ENUM(Finding, intact, erased, altered, missing)
BOOST_DESCRIBE_STRUCT(StreamReport, (), (stream, finding, at_sequence, detail))
struct Verification {
    std::int64_t entries = 0, streams = 0, erased = 0;  ///< erased: entries
    std::vector<StreamReport> faults;                   ///< altered and missing, at most 1000
};
BOOST_DESCRIBE_STRUCT(Verification, (), (entries, streams, erased, faults))
/// Walks the whole trail (or one stream) in bounded memory.
Verification verify(db::Database& database, std::string_view only_stream = {});

/// Where a consumer begins that has never run on this data: `now` for what must not be done for the past (webhooks,
/// mail).
enum class StartAt { beginning, now };

/// A reaction to the trail. `handle` runs in one transaction with the consumer's position, so what it writes happens
/// exactly once; what leaves the program it hands to jobs. It must be idempotent all the same (replay).
struct Consumer {
    std::string_view name;                ///< `search.index`; stable: its position is kept under it
    std::vector<std::string_view> types;  ///< exact types or prefixes ending in `.`; empty: all
    std::function<void(db::Tx&, const Context&, const Entry&)> handle;
    StartAt start_at = StartAt::beginning;
    /// Whether handling it would change nothing, told without a transaction; may be empty. Only what the consumer itself writes, by the
    /// entries before this one, may make it say no.
    std::function<bool(db::Reader&, const Entry&)> ignores;
};

/// An entry that a consumer could not handle.
struct Failure {
    std::int64_t id = 0;
    std::string consumer;
    std::int64_t transaction = 0, sequence = 0;
    std::string error;
    Instant failed_at;
};
BOOST_DESCRIBE_STRUCT(Failure, (), (id, consumer, transaction, sequence, error, failed_at))
std::vector<Failure> failures(db::Reader& reader, std::int64_t after_id, int limit);

/// Runs consumers, each with a stored position and a lease, so that of many nodes one runs it at a time. Woken by
/// commits (channel `trail`), no polling in steady state. A failing entry is tried again with back-off and shows in
/// status(); after 10 tries it is set aside in `trail_failures` (an administrator can retry) and the consumer goes on.
class Consumers {
  public:
    struct Status {
        std::string name;
        std::string position;
        std::int64_t lag = 0;       ///< entries behind
        std::int64_t failures = 0;  ///< set aside
        std::string last_error;     ///< of the entry that it stands before, on this node; empty when it runs
    };
    Consumers(db::Database& database, const Context& system, std::vector<Consumer> consumers, std::string node);
    ~Consumers();
    void start();
    void stop();
    std::vector<Status> status() const;
    /// Returns when every consumer has handled all that was committed before the call; for tests and `seed`. False at
    /// timeout.
    bool caught_up(std::chrono::milliseconds timeout);
    /// Puts a consumer back to a position (replay); {} = the beginning.
    void replay(std::string_view name, Position from);
    /// Handles an entry that was set aside, and forgets the failure; throws what the consumer throws. False when there
    /// is none.
    bool retry(std::int64_t failure_id);

  private:
    struct State;
    std::shared_ptr<State> state_;  ///< the database and the clock hold weak references, for they can't be told to forget us
};

}  // namespace goodhost::trail
