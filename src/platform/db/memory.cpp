#include "platform/db/memory.hpp"

#include <stdexcept>

#include "platform/db/memory_pages.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/sqlite_reader.hpp"
#include "platform/db/transaction.hpp"

namespace goodhost::db {

namespace {

constexpr Statement begin{"db.begin", "BEGIN", ""};
constexpr Statement end{"db.commit", "COMMIT", ""};
constexpr Statement roll_back{"db.rollback", "ROLLBACK", ""};

/// Nothing is slow and nothing is waited for.
Options in_memory() {
    use_memory_pages();
    Options options;
    options.slow_statement = std::chrono::milliseconds::max();
    options.statement_timeout = std::chrono::milliseconds{0};
    return options;
}

MigrationSteps steps_on(SqliteConnection& connection) {
    return {Dialect::sqlite,
            [&](const Statement& s, std::span<const Value> values, const auto& on_row) { connection.run(s, values, on_row); },
            [&](const std::string& sql) { connection.execute(sql); }, [](const Migration&) {}};
}

}  // namespace

class MemoryDatabase::InlineTx final : public Transaction<SqliteConnection, Dialect::sqlite> {
  public:
    InlineTx(MemoryDatabase& database, SqliteConnection& connection, Meter& meter) : Transaction(connection, meter), database_(database) {}
    std::int64_t horizon() override { return sqlite_horizon; }
    void run(const Statement& statement, std::span<const Value> values, const std::function<void(Cursor&)>& on_row) override {
        database_.take_step();
        Transaction::run(statement, values, on_row);
    }
    void run(const Query& query, const std::function<void(Cursor&)>& on_row) override {
        database_.take_step();
        Transaction::run(query, on_row);
    }
    std::int64_t change(const Statement& statement, std::span<const Value> values) override {
        database_.take_step();
        return Transaction::change(statement, values);
    }

  private:
    MemoryDatabase& database_;
};

/// One connection: a call within a call would see what is not committed.
class MemoryDatabase::Busy {
  public:
    explicit Busy(MemoryDatabase& database) : database_(database) {
        if (database.busy_) throw std::logic_error("a call of the database within another");
        if (database.crashed_) throw Crash{};
        database.busy_ = true;
    }
    ~Busy() { database_.busy_ = false; }
    Busy(const Busy&) = delete;

  private:
    MemoryDatabase& database_;
};

/// What is deleted needs not be wiped: nothing of it reaches a disk.
MemoryDatabase::MemoryDatabase(Undo undo)
    : Backend(in_memory()), undo_(undo), connection_(":memory:", SqliteConnection::Mode::write, in_memory(), meter_) {
    connection_.execute("PRAGMA secure_delete=OFF");
    if (undo_ == Undo::none) connection_.execute("PRAGMA journal_mode=OFF");
}

void MemoryDatabase::with_reader(const std::function<void(Reader&)>& use) {
    Busy busy(*this);
    SqliteReader reader(connection_);
    use(reader);
}

void MemoryDatabase::take_step() {
    if (crashed_) throw Crash{};
    if (steps_left_ == 0 || --steps_left_ > 0) return;
    crashed_ = true;
    throw Crash{};
}

void MemoryDatabase::run_write(const std::function<void(Tx&)>& job, Outbox& outbox) {
    Busy busy(*this);
    auto changes_before = changes_so_far();
    connection_.change(begin, {});
    InlineTx tx(*this, connection_, meter_);
    try {
        job(tx);
        if (tx.doomed()) throw *tx.doomed();
        take_step();
        connection_.change(end, {});
        outbox = std::move(tx.outbox());
    } catch (...) {
        take_back(changes_before, tx.doomed().has_value());
        throw;
    }
    meter_.count_commit(1);
}

std::int64_t MemoryDatabase::changes_so_far() const { return sqlite3_total_changes64(connection_.handle()); }

void MemoryDatabase::take_back(std::int64_t changes_before, bool statement_failed) {
    if (!connection_.in_transaction()) return;
    if (undo_ == Undo::kept) return void(connection_.change(roll_back, {}));
    connection_.change(end, {});
    if (!statement_failed && changes_so_far() == changes_before) return;
    crashed_ = spoiled_ = true;
    throw Crash{};
}

void MemoryDatabase::write_async(std::function<void(Tx&)> job, std::function<void(std::exception_ptr)> done) {
    std::exception_ptr error;
    try {
        Outbox outbox;
        run_write(job, outbox);
        deliver(outbox);
    } catch (...) { error = std::current_exception(); }
    done(error);
}

void MemoryDatabase::deliver(const Outbox& outbox) {
    take_step();
    for (auto& action : outbox.actions) call_safely(meter_, action);
    for (auto& [channel, payload] : outbox.words) listeners_.deliver(channel, payload);
}

void MemoryDatabase::recover() {
    crashed_ = spoiled_;
    steps_left_ = 0;
}

int MemoryDatabase::migrate(std::span<const Migration> migrations) {
    Busy busy(*this);
    connection_.execute("PRAGMA foreign_keys=OFF");
    connection_.change(create_schema_migrations, {});
    auto applied = apply_migrations(steps_on(connection_), migrations);
    connection_.execute("PRAGMA foreign_keys=ON");
    return applied;
}

int MemoryDatabase::pending(std::span<const Migration> migrations) {
    Busy busy(*this);
    connection_.change(create_schema_migrations, {});
    return static_cast<int>(missing_migrations(steps_on(connection_), migrations).size());
}

void MemoryDatabase::backup_to(const std::string&) {
    throw Problem(ProblemKind::unavailable, "platform.database_unavailable", "a database in memory is not kept");
}

}  // namespace goodhost::db
