#include <charconv>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/random.hpp"
#include "platform/trail/chain.hpp"
#include "platform/trail/history.hpp"
#include "platform/trail/queries.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::trail {

namespace {

constexpr std::size_t salt_bytes = 16;

struct Next {
    std::int64_t stream_sequence = 0;
    std::string previous_hash;
};
BOOST_DESCRIBE_STRUCT(Next, (), (stream_sequence, previous_hash))

/// Random bytes are cheap by the thousand.
std::string new_salt() {
    constexpr std::size_t at_once = 256 * salt_bytes;
    thread_local std::string bytes;
    if (bytes.empty()) bytes = crypto::random_bytes(at_once);
    auto salt = crypto::hex(std::string_view(bytes).substr(bytes.size() - salt_bytes));
    bytes.resize(bytes.size() - salt_bytes);
    return salt;
}

/// The entry that was written last in a transaction: what comes next often follows it in its stream.
struct Newest {
    std::string stream;
    Next next;
};

std::optional<Next> find_next(db::Tx& tx, const std::string& stream) {
    auto& newest = tx.kept<Newest>();
    return newest.stream == stream ? std::optional(newest.next) : tx.find<Next>(sql::find_next_in_stream, stream);
}

Next take_next(db::Tx& tx, const std::string& stream) {
    if (tx.dialect() == db::Dialect::postgres) return tx.get<Next>(sql::take_next_in_stream, stream);
    auto next = find_next(tx, stream);
    if (next)
        tx.execute(sql::move_head, stream, next->stream_sequence);
    else
        tx.execute(sql::insert_head, stream);
    return next.value_or(Next{1, {}});
}

}  // namespace

std::string to_string(Position position) { return std::to_string(position.transaction) + '.' + std::to_string(position.sequence); }

std::optional<Position> parse_position(std::string_view text) {
    Position position;
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto first = std::from_chars(begin, end, position.transaction);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '.') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, position.sequence);
    if (second.ec != std::errc{} || second.ptr != end || position < Position{} || position.sequence < 0) return std::nullopt;
    return position;
}

void append_text(db::Tx& tx, const Context& context, std::string_view stream, std::string_view type, const std::string& payload) {
    Entry entry;
    entry.stream = stream;
    entry.type = type;
    entry.actor_kind = context.actor.kind;
    entry.actor_id = context.actor.id;
    entry.actor_name = context.actor.name;
    entry.at = context.now();
    entry.brand_id = context.brand;
    entry.payload = payload;
    entry.salt = new_salt();
    entry.payload_hash = payload_hash_of(entry);

    // Writing the head comes first: it is the lock on the stream, also while the stream has no head yet.
    const auto next = take_next(tx, entry.stream);
    entry.stream_sequence = next.stream_sequence;
    entry.hash = hash_of(next.previous_hash, entry);
    tx.execute(sql::insert_entry, entry.stream, entry.stream_sequence, entry.type, entry.actor_kind, entry.actor_id, entry.actor_name,
               entry.at, entry.brand_id, entry.payload, entry.salt, entry.payload_hash, entry.hash);
    tx.kept<Newest>() = {std::move(entry.stream), {entry.stream_sequence + 1, std::move(entry.hash)}};
    tx.notify("trail", "");
}

std::vector<Entry> read_after(db::Reader& reader, Position after, int limit) {
    return reader.list<Entry>(sql::list_after, after.transaction, after.sequence, limit);
}

std::vector<Entry> read_stream(db::Reader& reader, std::string_view stream, std::int64_t after, int limit) {
    return reader.list<Entry>(sql::list_of_stream, stream, after, limit);
}

std::vector<HistoryLine> read_history(db::Reader& reader, std::string_view stream, int limit) {
    return reader.list<HistoryLine>(sql::list_history, stream, limit);
}

Position position_of(db::Reader& reader) { return reader.find<Position>(sql::get_last_final).value_or(Position{}); }

Position newest_of(db::Reader& reader) { return reader.find<Position>(sql::get_last_visible).value_or(Position{}); }

std::int64_t count_after(db::Reader& reader, Position position) {
    return reader.get<std::int64_t>(sql::count_after, position.transaction, position.sequence);
}

bool settle(db::Database& database) {
    return database.write([](db::Tx& tx) { return tx.execute(sql::raise_epoch) > 0; });
}

std::int64_t erase(db::Tx& tx, std::string_view stream) { return tx.execute(sql::erase_payloads, stream); }

std::vector<Failure> failures(db::Reader& reader, std::int64_t after_id, int limit) {
    return reader.list<Failure>(sql::list_failures, after_id, limit);
}

}  // namespace goodhost::trail
