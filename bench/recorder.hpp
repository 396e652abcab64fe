#pragma once
#include <mutex>
#include <variant>
#include <vector>

#include "platform/db/db.hpp"

/// The load laboratory: see bench/README.md.
namespace goodhost::bench {

struct Bound {
    const db::Statement* statement;
    std::vector<db::Value> values;
};
struct Horizon {};

/// One call on a connection, as it was made.
struct Step {
    std::variant<Horizon, Bound, db::Query> call;
    bool changes = false;       ///< INSERT, UPDATE, DELETE
    std::int64_t returned = 0;  ///< the first number of the first row, by which later steps may name what was made
};
using Steps = std::vector<Step>;

/// What one request asked of the database: the steps of each reader that it was lent, and of each transaction.
struct Recording {
    std::vector<Steps> reads, writes;
};

/// A database that writes down what is asked of another one. Thread-safe as far as its users are one after another.
class Recorder final : public db::Database {
  public:
    explicit Recorder(db::Database& real) : real_(real) {}
    /// Gives what was written down since it was last asked.
    Recording take();

    db::Dialect dialect() const override { return real_.dialect(); }
    void with_reader(const std::function<void(db::Reader&)>& use) override;
    void write_async(std::function<void(db::Tx&)> job, std::function<void(std::exception_ptr)> done) override;
    void listen(std::string channel, std::function<void(std::string_view)> heard) override;
    int migrate(std::span<const db::Migration> migrations) override { return real_.migrate(migrations); }
    int pending(std::span<const db::Migration> migrations) override { return real_.pending(migrations); }
    void backup_to(const std::string& file) override { real_.backup_to(file); }
    db::Statistics statistics() const override { return real_.statistics(); }
    void stop() override { real_.stop(); }

  private:
    db::Database& real_;
    std::mutex mutex_;
    Recording recording_;
};

}  // namespace goodhost::bench
