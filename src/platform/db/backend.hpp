#pragma once
#include "platform/db/listeners.hpp"
#include "platform/db/meter.hpp"

namespace goodhost::db {

/// What both databases have beside the public face.
class Backend : public Database {
  public:
    explicit Backend(const Options& options) : meter_(options), listeners_(meter_) {}
    Statistics statistics() const override {
        auto all = meter_.statistics();
        all.writes_waiting = static_cast<std::int64_t>(writes_waiting());
        return all;
    }
    virtual std::size_t writes_waiting() const = 0;
    Meter& meter() { return meter_; }
    /// Whether a write that waits would wait for itself.
    virtual bool on_writer_thread() const = 0;
    /// Throws Error when the statement can't be run on these tables.
    virtual void prepare(const Statement& statement) = 0;

  protected:
    Meter meter_;
    Listeners listeners_;
};

std::unique_ptr<Database> open_sqlite(const Options& options);
std::unique_ptr<Database> open_postgres(const Options& options);

}  // namespace goodhost::db
