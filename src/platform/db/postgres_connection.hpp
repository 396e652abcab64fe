#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "platform/db/meter.hpp"
#include "platform/db/postgres_parameters.hpp"
#include "platform/db/postgres_result.hpp"
#include "platform/db/statement_cache.hpp"

namespace goodhost::db {

struct PostgresPrepared {
    std::string text;
    std::string name;
    RowPlan plan;
};

/// One libpq connection with its prepared statements. For one thread at a time.
class PostgresConnection {
  public:
    using OnRow = std::function<void(Cursor&)>;
    using Word = std::pair<std::string, std::string>;  ///< channel, payload

    /// Throws Error disconnected when the server can not be reached, Problem unavailable when it does not fit.
    PostgresConnection(const Options& options, Meter& meter);
    PostgresConnection(const PostgresConnection&) = delete;

    /// One or more statements without values and rows: transaction control, migrations.
    void execute(const std::string& sql);
    /// Begins a transaction together with its first statement, which saves a round trip. `sql` is kept by its address.
    void begin(const char* sql) { to_begin_ = sql; }
    /// Throws Error when the transaction was rolled back instead.
    void commit();
    void rollback();
    /// Ends a transaction that only read, without waiting for the answer.
    void end_reading();
    void run(const Statement& statement, std::span<const Value> values, const OnRow& on_row);
    void run(const Query& query, const OnRow& on_row);
    /// Throws when the statement can't be run on these tables.
    void prepare(const Statement& statement) { prepared(&statement, statement.postgres, statement.name); }
    /// Rows changed.
    std::int64_t change(const Statement& statement, std::span<const Value> values);
    std::int64_t horizon();

    /// The connection is gone, or its prepared statements do not fit the tables any more: make another.
    bool broken() const { return stale_ || libpq().status(handle_.get()) == CONNECTION_BAD; }
    /// Tells the plans of slow statements; not within a transaction, which a failure would break.
    void tell_slow();

    int socket() const { return libpq().socket(handle_.get()); }
    /// What was notified since; reads what the socket has. Throws Error disconnected.
    std::vector<Word> words();

  private:
    struct Finish {
        void operator()(PGconn* connection) const { libpq().finish(connection); }
    };
    struct Slow {
        std::string name, text;
        std::vector<Value> values;
        std::chrono::nanoseconds took;
    };

    void connect(const Options& options);
    void configure(const Options& options);
    PostgresPrepared& prepared(const void* address, std::string_view text, std::string_view name);
    PostgresResult run_prepared(const PostgresPrepared& statement, std::string_view name, std::span<const Value> values);
    PostgresResult execute_prepared(const PostgresPrepared& statement, const PostgresParameters& parameters, std::string_view name);
    PostgresResult begin_with(const PostgresPrepared& statement, const PostgresParameters& parameters, std::string_view name);
    PostgresResult checked(PGresult* result, std::string_view name);
    std::string plan_of(const Slow& slow);

    Meter& meter_;
    std::unique_ptr<PGconn, Finish> handle_;
    StatementCache<PostgresPrepared> cache_;
    std::vector<Slow> slow_;
    const char* to_begin_ = nullptr;  ///< what opens the transaction in which the next statement runs
    int statements_made_ = 0;
    bool stale_ = false;
};

}  // namespace goodhost::db
