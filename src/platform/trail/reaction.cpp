#include "platform/trail/reaction.hpp"

#include <algorithm>
#include <chrono>

#include "platform/json/utf8.hpp"
#include "platform/log/log.hpp"
#include "platform/trail/queries.hpp"

namespace goodhost::trail {

namespace {

constexpr int batch_size = 200;
/// On SQLite a batch holds the one writer, so that it must be short; what is left is the next batch.
constexpr std::chrono::milliseconds longest_batch{20};
constexpr Duration lease{std::chrono::seconds{30}};
/// A lease that ends later than this was taken by a clock that was wrong: nobody waits for it.
constexpr Duration longest_lease = 10 * lease;
constexpr int most_attempts = 10;
constexpr Duration first_delay{std::chrono::milliseconds{500}};
constexpr Duration longest_delay{std::chrono::minutes{1}};
constexpr std::int64_t stored_every = 1000;  ///< entries that a crash makes a consumer skip again
constexpr std::size_t longest_error = 2000;

struct Standing {
    std::int64_t transaction = 0, sequence = 0;
    std::string node;
    Instant lease_until;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (transaction, sequence, node, lease_until))

Duration delay_after(int attempts) {
    return std::min<Duration>(longest_delay, first_delay * (std::int64_t{1} << std::clamp(attempts - 1, 0, 10)));
}

std::string text_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        return problem.log.empty() ? problem.code : problem.code + ": " + problem.log;
    } catch (const std::exception& other) { return other.what(); } catch (...) {
        return "unknown exception";
    }
}

bool is_held_elsewhere(const Standing& standing, const std::string& node, Instant now) {
    return standing.node != node && standing.lease_until > now && standing.lease_until <= now + longest_lease;
}

/// The database's trouble, which will pass and says nothing about the entry.
bool is_outage(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const db::Error& broken) {
        using enum db::ErrorKind;
        return broken.kind == disconnected || broken.kind == busy || broken.kind == full || broken.kind == serialization;
    } catch (...) { return false; }
}

}  // namespace

/// One transaction's worth. The closure may run several times, so that it begins by clearing what it tells.
struct Reaction::Batch {
    bool claimed = false, current = true;  ///< current: the stored position was what we thought
    std::optional<Position> handling;
    bool first = true;  ///< nothing was handled before `handling`
    Position reached;
};

Reaction::Reaction(db::Database& database, const Context& system, Consumer consumer, std::string node)
    : database_(database), system_(system), consumer_(std::move(consumer)), node_(std::move(node)) {}

void Reaction::register_consumer() {
    database_.write([&](db::Tx& tx) {
        const auto from = consumer_.start_at == StartAt::now ? position_of(tx) : Position{};
        tx.execute(sql::add_consumer, consumer_.name, from.transaction, from.sequence);
    });
}

Position Reaction::reached() const {
    std::lock_guard lock(mutex_);
    return skipped_;
}

std::string Reaction::last_error() const {
    std::lock_guard lock(mutex_);
    return last_error_;
}

void Reaction::move_to(Position stored, Position skipped) {
    std::lock_guard lock(mutex_);
    stored_ = stored;
    skipped_ = skipped;
}

void Reaction::note_error(std::string text) {
    if (text.size() > longest_error) text.resize(longest_error);
    std::lock_guard lock(mutex_);
    last_error_ = std::move(text);
}

bool Reaction::concerns(const Entry& entry) const {
    if (consumer_.types.empty()) return true;
    return std::ranges::any_of(
        consumer_.types, [&](std::string_view type) { return type.ends_with('.') ? entry.type.starts_with(type) : entry.type == type; });
}

bool Reaction::needs(db::Reader& reader, const Entry& entry) const {
    return concerns(entry) && !(consumer_.ignores && consumer_.ignores(reader, entry));
}

Reaction::Step Reaction::step() {
    try {
        std::optional<Standing> standing;
        std::vector<Entry> entries;
        std::vector<Entry>::iterator match;
        Position newest;
        database_.read([&](db::Reader& reader) {
            standing = reader.find<Standing>(sql::find_standing, consumer_.name);
            if (!standing || is_held_elsewhere(*standing, node_, system_.now())) return;
            const Position at{standing->transaction, standing->sequence};
            if (at != stored_) {
                move_to(at, at);
                failing_.reset();
            }
            entries = read_after(reader, skipped_, batch_size);
            match = std::ranges::find_if(entries, [&](const Entry& entry) { return needs(reader, entry); });
            const auto last = entries.empty() ? skipped_ : entries.back().position();
            // On SQLite what can be seen is final.
            const bool may_wait = entries.size() < batch_size && reader.dialect() == db::Dialect::postgres;
            newest = may_wait ? newest_of(reader) : last;
        });
        outages_ = 0;
        if (!standing) return {};
        if (is_held_elsewhere(*standing, node_, system_.now())) return {.again_at = standing->lease_until, .held_elsewhere = true};
        if (match != entries.begin()) move_to(stored_, std::prev(match)->position());
        if (match != entries.end()) return handle_batch(entries);
        if (skipped_.sequence - stored_.sequence > stored_every) store_skipped();
        return {.more = entries.size() == batch_size, .pending = newest > skipped_};
    } catch (...) { return failed(std::nullopt, true, std::current_exception()); }
}

/// What was read is not read again in the transaction: entries are final, and the one writer of SQLite has enough to do.
Reaction::Step Reaction::handle_batch(const std::vector<Entry>& entries) {
    Batch batch;
    try {
        database_.write([&](db::Tx& tx) {
            batch = {};
            const auto claimed = claim(tx);
            batch.claimed = claimed.has_value();
            batch.current = claimed && claimed->position() == stored_;
            if (!batch.current) return;
            run_batch(tx, entries, batch);
            store(tx, *claimed, batch.reached);
        });
    } catch (...) { return failed(batch.handling, batch.first, std::current_exception()); }
    // Without the lease or at another position: the next step reads the row anew and decides.
    if (!batch.claimed || !batch.current) return {.more = true};
    if (failing_ && batch.reached >= *failing_) failing_.reset();
    if (!failing_) note_error({});
    move_to(batch.reached, batch.reached);
    return {.more = true};
}

std::optional<Claim> Reaction::claim(db::Tx& tx) const {
    const auto now = system_.now();
    // SQLite's one writer is lock enough until the lease is written.
    if (tx.dialect() == db::Dialect::sqlite)
        return tx.find<Claim>(sql::find_free, consumer_.name, node_, now + lease / 2, now, now + longest_lease);
    const auto at = tx.find<Position>(sql::claim_consumer, consumer_.name, node_, now + lease, now, now + longest_lease);
    return at ? std::optional(Claim{at->transaction, at->sequence, true}) : std::nullopt;
}

void Reaction::store(db::Tx& tx, const Claim& claim, Position reached) const {
    if (claim.leased)
        tx.execute(sql::move_consumer, consumer_.name, reached.transaction, reached.sequence);
    else
        tx.execute(sql::move_and_lease, consumer_.name, reached.transaction, reached.sequence, node_, system_.now() + lease);
}

void Reaction::run_batch(db::Tx& tx, const std::vector<Entry>& entries, Batch& batch) {
    batch.reached = skipped_;
    const auto until = std::chrono::steady_clock::now() + longest_batch;
    for (const auto& entry : entries) {
        if (entry.position() <= skipped_) continue;
        const bool alone = failing_ == entry.position();
        if (alone && !batch.first) break;
        if (concerns(entry)) {
            batch.handling = entry.position();
            consumer_.handle(tx, system_.as_system(entry.brand_id), entry);
            batch.first = false;
        }
        batch.reached = entry.position();
        if (alone || std::chrono::steady_clock::now() >= until) break;
    }
    batch.handling.reset();
}

void Reaction::store_skipped() {
    if (skipped_ == stored_) return;
    const bool stored = database_.write([&](db::Tx& tx) {
        const auto claimed = claim(tx);
        if (!claimed || claimed->position() != stored_) return false;
        store(tx, *claimed, skipped_);
        return true;
    });
    if (stored) move_to(skipped_, skipped_);
}

/// `at`: the entry that was being handled, if it was the handler that failed; `first`: it was the first of its batch.
Reaction::Step Reaction::failed(std::optional<Position> at, bool first, const std::exception_ptr& error) {
    const auto text = text_of(error);
    note_error(text);
    log::warning("trail.consumer_failed", {{"consumer", consumer_.name}, {"entry", at ? to_string(*at) : ""}, {"error", text}});
    if (!at || is_outage(error)) return {.again_at = system_.now() + delay_after(++outages_)};
    attempts_ = failing_ == at ? attempts_ + 1 : 1;
    failing_ = at;
    if (!first) return {.more = true};
    if (attempts_ >= most_attempts) return set_aside(*at, text);
    return {.again_at = system_.now() + delay_after(attempts_)};
}

Reaction::Step Reaction::set_aside(Position at, const std::string& error) {
    try {
        const bool moved = database_.write([&](db::Tx& tx) {
            const auto claimed = claim(tx);
            if (!claimed || claimed->position() != stored_) return false;
            tx.execute(sql::set_aside, consumer_.name, at.transaction, at.sequence, json::storable(error, longest_error), system_.now());
            store(tx, *claimed, at);
            return true;
        });
        if (moved) move_to(at, at);
        log::error("trail.entry_set_aside", {{"consumer", consumer_.name}, {"entry", to_string(at)}, {"error", error}});
        failing_.reset();
        note_error({});
        return {.more = true};
    } catch (...) {
        note_error(text_of(std::current_exception()));
        return {.again_at = system_.now() + longest_delay};
    }
}

bool Reaction::retry(std::int64_t failure_id) {
    return database_.write([&](db::Tx& tx) {
        const auto failure = tx.find<Failure>(sql::find_failure, failure_id);
        if (!failure || failure->consumer != consumer_.name) return false;
        if (const auto entry = tx.find<Entry>(sql::find_at, failure->sequence))
            consumer_.handle(tx, system_.as_system(entry->brand_id), *entry);
        tx.execute(sql::delete_failure, failure_id);
        return true;
    });
}

}  // namespace goodhost::trail
