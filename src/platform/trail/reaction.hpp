#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/trail/trail.hpp"

namespace goodhost::trail {

/// Where a consumer's row stands, for whoever may move it.
struct Claim {
    std::int64_t transaction = 0, sequence = 0;
    bool leased = false;  ///< the lease needs not be written with the next position
    Position position() const { return {transaction, sequence}; }
};
BOOST_DESCRIBE_STRUCT(Claim, (), (transaction, sequence, leased))

/// One consumer's way along the trail. step() is called by one thread at a time; the getters by any.
///
/// Two positions: `stored_` is the row's, moved in the transaction that handles entries; `skipped_` runs ahead of it
/// over entries of no interest and is written down only now and then, so that a consumer costs nothing for what does
/// not concern it.
class Reaction {
  public:
    /// What the pool does next: go on at once, or wait for a wake, at the latest until `again_at`.
    struct Step {
        bool more = false;
        std::optional<Instant> again_at;
        bool held_elsewhere = false;  ///< another node runs it until again_at
        bool pending = false;         ///< entries are committed but not final yet: look again soon
    };

    Reaction(db::Database& database, const Context& system, Consumer consumer, std::string node);
    void register_consumer();
    Step step();
    /// As step(), by who has read all that may concern it from where it stands, and knows that nobody else has moved it.
    Step handle_batch(const std::vector<Entry>& entries);
    /// Writes down what was skipped. Throws like any write.
    void store_skipped();
    bool retry(std::int64_t failure_id);

    const Consumer& consumer() const { return consumer_; }
    Position reached() const;
    std::string last_error() const;
    bool concerns(const Entry& entry) const;
    /// By what the reader sees, in which all is handled that stands before the entry.
    bool needs(db::Reader& reader, const Entry& entry) const;

  private:
    struct Batch;
    void run_batch(db::Tx& tx, const std::vector<Entry>& entries, Batch& batch);
    std::optional<Claim> claim(db::Tx& tx) const;
    void store(db::Tx& tx, const Claim& claim, Position reached) const;
    Step failed(std::optional<Position> at, bool first, const std::exception_ptr& error);
    Step set_aside(Position at, const std::string& error);
    void move_to(Position stored, Position skipped);
    void note_error(std::string text);

    db::Database& database_;
    const Context system_;
    const Consumer consumer_;
    const std::string node_;

    mutable std::mutex mutex_;  ///< over stored_, skipped_ and last_error_; only step()'s thread writes them
    Position stored_, skipped_;
    std::string last_error_;

    std::optional<Position> failing_;  ///< handled alone until it succeeds or is set aside
    int attempts_ = 0;
    int outages_ = 0;  ///< failures that are not the entry's fault, in a row
};

}  // namespace goodhost::trail
