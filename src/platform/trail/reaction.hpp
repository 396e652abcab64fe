#pragma once
#include <mutex>
#include <optional>
#include <string>

#include "platform/trail/trail.hpp"

namespace goodhost::trail {

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
    /// As step(), by who knows that there is an entry for it and that nobody else has moved it: without looking first.
    Step handle_batch();
    /// Writes down what was skipped. Throws like any write.
    void store_skipped();
    bool retry(std::int64_t failure_id);

    const Consumer& consumer() const { return consumer_; }
    Position reached() const;
    std::string last_error() const;
    bool concerns(const Entry& entry) const;

  private:
    struct Batch;
    void run_batch(db::Tx& tx, Batch& batch);
    std::optional<Position> claim(db::Tx& tx) const;
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
