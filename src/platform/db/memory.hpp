#pragma once
#include "platform/db/backend.hpp"
#include "platform/db/jobs.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace goodhost::db {

/// What a crash ends the running call with. No std::exception, so that nobody takes it for a failure that can be dealt with.
struct Crash {};

/// Whether a write that fails can be undone. To keep what stood there before costs a tenth of the time.
enum class Undo { kept, none };

/// SQLite in memory on the caller's thread, for simulations: every call runs at once and to its end, and nothing outlives the object.
/// It can break off like a process that is killed: of what was not committed then, nothing is left. With Undo::none a write that
/// failed after it had changed something is left half done: it throws Crash, and nothing can be done with the database any more.
class MemoryDatabase final : public Backend {
  public:
    explicit MemoryDatabase(Undo undo = Undo::kept);

    Dialect dialect() const override { return Dialect::sqlite; }
    void with_reader(const std::function<void(Reader&)>& use) override;
    void write_async(std::function<void(Tx&)> job, std::function<void(std::exception_ptr)> done) override;
    void listen(std::string channel, std::function<void(std::string_view)> heard) override { listeners_.add(channel, std::move(heard)); }
    int migrate(std::span<const Migration> migrations) override;
    int pending(std::span<const Migration> migrations) override;
    /// Throws Problem unavailable.
    void backup_to(const std::string& file) override;
    void stop() override {}
    void prepare(const Statement& statement) override { connection_.prepare(statement); }
    std::size_t writes_waiting() const override { return 0; }
    bool on_writer_thread() const override { return busy_; }

    /// The n-th step from now on, a statement or a commit of a write, does not happen any more and throws Crash, and so does every
    /// call after it until recover().
    void crash_in(std::int64_t steps) { steps_left_ = steps; }
    void crash_now() { crashed_ = true; }
    bool crashed() const { return crashed_; }
    /// A write is half done for good.
    bool spoiled() const { return spoiled_; }
    /// Not from being spoiled.
    void recover();
    /// One step of a write: see crash_in.
    void take_step();

  private:
    class InlineTx;
    class Busy;
    void run_write(const std::function<void(Tx&)>& job, Outbox& outbox);
    std::int64_t changes_so_far() const;
    void take_back(std::int64_t changes_before, bool statement_failed);
    void deliver(const Outbox& outbox);

    const Undo undo_;
    SqliteConnection connection_;
    bool busy_ = false, crashed_ = false, spoiled_ = false;
    std::int64_t steps_left_ = 0;  ///< 0: no crash is near
};

}  // namespace goodhost::db
