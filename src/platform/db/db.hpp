#pragma once
#include <any>
#include <chrono>
#include <cstdint>
#include <forward_list>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/core/reflect.hpp"
#include "platform/db/statement.hpp"
#include "platform/json/json.hpp"

/// One interface over SQLite and PostgreSQL. Times are int64 milliseconds, booleans 0/1 (smallint or integer), ids int64,
/// JSON text; no now() in SQL.
namespace goodhost::db {

enum class Dialect { sqlite, postgres };

/// Bytes rather than text (bytea / BLOB).
struct Blob {
    std::string_view bytes;
};

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string, Blob>;

/// What broke. `constraint` is the database's name of it, for slices to map to their Problem code, and both databases say
/// the same: the index of a unique one (`<table>_pkey`, `<table>_<columns>_key` when it was not named), the name of a
/// CHECK (name it!), `table.column` of a NOT NULL, the message of a trigger's RAISE (kind check). A foreign key has its
/// name on PostgreSQL only: SQLite does not tell it.
/// A statement that failed dooms its write transaction on both databases: it may be caught to throw a Problem instead,
/// not to go on. `serialization` and `disconnected` are retried by the layer as long as nothing can have been committed.
enum class ErrorKind { unique, foreign_key, check, not_null, serialization, busy, timeout, disconnected, full, other };

class Error : public std::exception {
  public:
    Error(ErrorKind kind, std::string constraint, std::string message)
        : kind(kind), constraint(std::move(constraint)), message(std::move(message)) {}
    const char* what() const noexcept override { return message.c_str(); }
    ErrorKind kind;
    std::string constraint;
    std::string message;
};

/// Which column fills which field of a described struct. Kept with the prepared statement, so that names are compared once.
struct RowPlan {
    const Type* type = nullptr;
    std::vector<int> column_of_field;  ///< -1: none
};

/// The current row of a running statement, while `on_row` runs. Views are valid until the column is read again.
class Cursor {
  public:
    virtual ~Cursor() = default;
    virtual int columns() const = 0;
    virtual std::string_view column_name(int column) const = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double number(int column) const = 0;
    virtual std::string_view text(int column) const = 0;  ///< also the bytes of a blob
    virtual RowPlan& plan() const = 0;                    ///< for decode_row
};

Value to_value(const Type& type, const void* value);
inline Value to_value(Blob blob) { return blob; }
inline Value to_value(std::string_view text) { return std::string(text); }
inline Value to_value(const char* text) { return std::string(text); }
inline Value to_value(const std::string& text) { return text; }
inline Value to_value(std::int64_t n) { return n; }
inline Value to_value(int n) { return std::int64_t{n}; }
inline Value to_value(bool b) { return std::int64_t{b}; }
inline Value to_value(std::nullptr_t) { return nullptr; }
inline Value to_value(const Value& value) { return value; }
/// Ids, instants, enumerations (by name), optionals; lists, maps and structs become JSON text.
template <class T>
Value to_value(const T& value) {
    return to_value(type_of<T>(), &value);
}

/// A statement whose filters depend on the request: parts are appended in order at the marker `/*parts*/` of the
/// statement (or at its end), their placeholders renumbered. The only way to compose SQL.
class Query {
  public:
    template <class... A>
    explicit Query(const Statement& statement, const A&... arguments) : statement_(&statement), values_{to_value(arguments)...} {}
    template <class... A>
    Query& add(const Part& part, const A&... arguments) {
        parts_.push_back({&part, sizeof...(A)});
        (values_.push_back(to_value(arguments)), ...);
        return *this;
    }
    /// At the marker `/*order*/`, without values.
    Query& order(const Part& part) {
        order_ = &part;
        return *this;
    }
    std::string text(Dialect dialect) const;
    std::span<const Value> values() const { return values_; }
    std::string_view name() const { return statement_->name; }

  private:
    const Statement* statement_;
    const Part* order_ = nullptr;
    std::vector<std::pair<const Part*, std::size_t>> parts_;
    std::vector<Value> values_;
};

/// Reads one row of the cursor into a described struct by column name, or into a scalar from column 0. A column without
/// a field and a field without a column are a programmer's mistake for structs (the statement test finds it): the first is ignored,
/// the second keeps its default.
void decode_row(const Cursor& cursor, const Type& type, void* object);

/// A connection while it is lent: one consistent snapshot, for one thread.
class Reader {
  public:
    virtual ~Reader() = default;
    virtual Dialect dialect() const = 0;
    /// Runs a statement; `on_row` per row. Within it other statements may run, not the same one again.
    virtual void run(const Statement& statement, std::span<const Value> values, const std::function<void(Cursor&)>& on_row) = 0;
    virtual void run(const Query& query, const std::function<void(Cursor&)>& on_row) = 0;
    /// Nothing at or above it is final yet: see trail::Position. SQLite: INT64_MAX.
    virtual std::int64_t horizon() = 0;

    template <class T, class... A>
    std::vector<T> list(const Statement& statement, const A&... arguments) {
        std::vector<T> rows;
        Value values[] = {to_value(arguments)..., nullptr};
        run(statement, {values, sizeof...(A)}, [&](Cursor& c) { decode_row(c, type_of<T>(), &rows.emplace_back()); });
        return rows;
    }
    template <class T>
    std::vector<T> list(const Query& query) {
        std::vector<T> rows;
        run(query, [&](Cursor& c) { decode_row(c, type_of<T>(), &rows.emplace_back()); });
        return rows;
    }
    /// The first row, if any.
    template <class T, class... A>
    std::optional<T> find(const Statement& statement, const A&... arguments) {
        std::optional<T> row;
        Value values[] = {to_value(arguments)..., nullptr};
        run(statement, {values, sizeof...(A)}, [&](Cursor& c) {
            if (!row) decode_row(c, type_of<T>(), &row.emplace());
        });
        return row;
    }
    template <class T>
    std::optional<T> find(const Query& query) {
        std::optional<T> row;
        run(query, [&](Cursor& c) {
            if (!row) decode_row(c, type_of<T>(), &row.emplace());
        });
        return row;
    }
    /// The first row; a missing one is a programmer's mistake (aggregates, RETURNING): throws Error other.
    template <class T, class... A>
    T get(const Statement& statement, const A&... arguments) {
        auto row = find<T>(statement, arguments...);
        if (!row) throw Error(ErrorKind::other, {}, std::string(statement.name) + " gave no row");
        return std::move(*row);
    }
};

/// A write transaction. On SQLite it runs on the one writer thread: no network, no rendering, no waiting in it. On
/// PostgreSQL isolation is REPEATABLE READ and the closure is run again after a serialization failure, so it must not change
/// anything outside of the database.
class Tx : public Reader {
  public:
    /// Rows changed.
    template <class... A>
    std::int64_t execute(const Statement& statement, const A&... arguments) {
        Value values[] = {to_value(arguments)..., nullptr};
        return change(statement, {values, sizeof...(A)});
    }
    virtual std::int64_t change(const Statement& statement, std::span<const Value> values) = 0;
    /// Runs after the commit is durable, on the thread that committed; must be quick and must not throw. Dropped on rollback.
    virtual void after_commit(std::function<void()> action) = 0;
    /// PostgreSQL: NOTIFY channel, sent right after the commit to every node, this one included. SQLite: delivered in process.
    /// Equal words that wait at the same time are delivered once. A process that is killed right then says nothing. The payload is shorter than 8,000 bytes.
    virtual void notify(std::string_view channel, std::string_view payload) = 0;
    /// The T of this transaction, empty when it is first asked for: for what was read or written in it and needs not be read again.
    template <class T>
    T& kept() {
        for (auto& one : kept_)
            if (auto* found = std::any_cast<T>(&one)) return *found;
        return *std::any_cast<T>(&kept_.emplace_front(std::in_place_type<T>));
    }

  private:
    std::forward_list<std::any> kept_;
};

struct Options {
    std::string data;          ///< folder; SQLite file is data/goodhost.db
    std::string postgres_url;  ///< empty: SQLite
    int readers = 8;
    int writers = 8;  ///< PostgreSQL only
    std::chrono::milliseconds slow_statement{100};
    std::chrono::milliseconds statement_timeout{30'000};  ///< 0: none
    /// Lines for the log: slow statements with their plan, lost connections. Called on any thread; may be empty.
    std::function<void(std::string_view line)> report;
};

struct Statistics {
    std::int64_t statements = 0, commits = 0, jobs = 0, retries = 0, slow = 0;  ///< since the start
    std::int64_t writes_waiting = 0;                                            ///< now
};

class Database {
  public:
    virtual ~Database() = default;
    virtual Dialect dialect() const = 0;

    /// Lends a reader with a snapshot to `use` on this thread. Nested reads on one thread are a programmer's mistake.
    virtual void with_reader(const std::function<void(Reader&)>& use) = 0;
    /// Runs `job` in a transaction and calls `done` once it is durable (null) or has failed (the exception), on a thread
    /// of the database: `done` must be quick and must not throw. Thread-safe; never blocks. When the database is stopped
    /// or 20,000 jobs wait, `done` gets Problem unavailable at once, on the caller's thread. A commit of which it is unknown
    /// whether it happened (PostgreSQL went away in it) is Error disconnected.
    virtual void write_async(std::function<void(Tx&)> job, std::function<void(std::exception_ptr)> done) = 0;

    /// Calls `heard` (payload) for every notify() on the channel, from any node; on a thread of the database, so it must be
    /// quick. After a break of the connection it is called once with an empty payload: words may have been missed. The
    /// channel is a plain identifier (a-z, 0-9, `_`).
    virtual void listen(std::string channel, std::function<void(std::string_view)> heard) = 0;

    /// Applies what is missing of `migrations`, in the order given, under a lock so that many nodes may start at once.
    /// Refuses (Problem conflict) a database that is newer, or whose applied migration has another digest. Returns how many were applied.
    virtual int migrate(std::span<const Migration> migrations) = 0;
    virtual int pending(std::span<const Migration> migrations) = 0;

    /// A consistent copy while serving: SQLite to `file` (online backup); PostgreSQL: not supported here (pg_dump is run by the command).
    virtual void backup_to(const std::string& file) = 0;
    virtual Statistics statistics() const = 0;
    /// Waits for running transactions, refuses new ones (Problem unavailable).
    virtual void stop() = 0;

    template <class F>
    auto read(F&& use) {
        using R = std::invoke_result_t<F, Reader&>;
        if constexpr (std::is_void_v<R>) {
            with_reader([&](Reader& r) { use(r); });
        } else {
            std::optional<R> result;
            with_reader([&](Reader& r) { result.emplace(use(r)); });
            return std::move(*result);
        }
    }
    /// Blocks until durable; rethrows. Not from the writer thread.
    template <class F>
    auto write(F&& job) {
        using R = std::invoke_result_t<F, Tx&>;
        if constexpr (std::is_void_v<R>) {
            write_and_wait([&](Tx& tx) { job(tx); });
        } else {
            std::optional<R> result;
            write_and_wait([&](Tx& tx) { result.emplace(job(tx)); });
            return std::move(*result);
        }
    }

  private:
    void write_and_wait(const std::function<void(Tx&)>& job);
};

/// Opens or makes the database. Throws Problem unavailable with a clear text when it can't.
std::unique_ptr<Database> open(const Options& options);

/// Only for tests (`fail each write`): the n-th statement from now on in write transactions fails with Error other, once. 0 = off.
/// Returns a counter of statements run since.
void fail_nth_change(Database& database, std::int64_t n);
std::int64_t changes_counted(Database& database);

}  // namespace goodhost::db
