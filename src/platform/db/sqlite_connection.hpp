#pragma once
#include <sqlite3.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"
#include "platform/db/meter.hpp"
#include "platform/db/sqlite_errors.hpp"
#include "platform/db/statement_cache.hpp"

namespace goodhost::db {

struct SqlitePrepared {
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::string text;
    std::unique_ptr<sqlite3_stmt, Finalize> handle;
    RowPlan plan;
    bool gives_number = false;  ///< `RETURNING id` was left out of it
    bool busy = false;
};

/// One SQLite handle with its prepared statements. For one thread at a time.
class SqliteConnection {
  public:
    enum class Mode { read, write };
    using OnRow = std::function<void(Cursor&)>;

    SqliteConnection(const std::string& file, Mode mode, const Options& options, Meter& meter);
    SqliteConnection(const SqliteConnection&) = delete;

    /// One or more statements without values and rows: transaction control, pragmas, migrations.
    void execute(const std::string& sql);
    void run(const Statement& statement, std::span<const Value> values, const OnRow& on_row);
    void run(const Query& query, const OnRow& on_row);
    /// Throws when the statement can't be run on these tables.
    void prepare(const Statement& statement);
    /// Rows changed.
    std::int64_t change(const Statement& statement, std::span<const Value> values);

    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    /// A failure after which nothing of the running transaction may be kept: disk full, input or output, memory.
    bool lost_transaction() const { return lost_; }
    void forget_lost() { lost_ = false; }
    sqlite3* handle() const { return handle_.get(); }

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close(handle); }
    };
    struct Run;

    void configure(Mode mode);
    SqlitePrepared& prepared(const void* address, std::string_view text, std::string_view name);
    std::unique_ptr<SqlitePrepared> prepare(std::string_view text, std::string_view name, unsigned flags);
    /// Rows changed.
    std::int64_t step_all(const Run& run, std::span<const Value> values, const OnRow& on_row);
    void tell_if_slow(const Run& run, std::chrono::nanoseconds took);
    std::string plan_of(const std::string& text);
    [[noreturn]] void fail(std::string_view name);
    static int past_deadline(void* self);

    const std::chrono::milliseconds timeout_;
    Meter& meter_;
    // The statements must be finalized before the handle is closed: order matters.
    std::unique_ptr<sqlite3, Close> handle_;
    SqliteUniqueNames unique_names_;
    StatementCache<SqlitePrepared> cache_;
    Meter::Moment deadline_;
    bool lost_ = false;
};

}  // namespace goodhost::db
