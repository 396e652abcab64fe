#include "platform/db/sqlite_connection.hpp"

#include "platform/db/placeholders.hpp"
#include "platform/db/sqlite_cursor.hpp"

namespace goodhost::db {

namespace {

/// Virtual machine steps between two looks at the clock.
constexpr int steps_between_looks = 20'000;

/// Marks the statement as running and makes it ready for the next run at the end.
class Running {
  public:
    explicit Running(SqlitePrepared& prepared) : prepared_(prepared) { prepared_.busy = true; }
    ~Running() {
        sqlite3_reset(prepared_.handle.get());
        sqlite3_clear_bindings(prepared_.handle.get());
        prepared_.busy = false;
    }
    Running(const Running&) = delete;

  private:
    SqlitePrepared& prepared_;
};

int bind(sqlite3_stmt* statement, int index, const Value& value) {
    struct Bind {
        sqlite3_stmt* statement;
        int index;
        int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, index); }
        int operator()(std::int64_t n) const { return sqlite3_bind_int64(statement, index, n); }
        int operator()(double n) const { return sqlite3_bind_double(statement, index, n); }
        // The values outlive the run, so that nothing needs to be copied.
        int operator()(const std::string& text) const {
            return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
        }
        int operator()(Blob blob) const {
            auto* bytes = blob.bytes.data() ? blob.bytes.data() : "";
            return sqlite3_bind_blob64(statement, index, bytes, blob.bytes.size(), SQLITE_STATIC);
        }
    };
    return std::visit(Bind{statement, index}, value);
}

constexpr std::string_view insert_into = "INSERT INTO ", returning = "RETURNING id";

/// The table of an insertion that returns nothing but the number of its one row.
std::string numbered_table(std::string_view sql) {
    bool given = sql.starts_with(insert_into) && sql.ends_with(returning) && (sql.contains(") VALUES (") || sql.contains(")\nVALUES ("));
    bool one_row = !sql.contains("), (") && !sql.contains("ON CONFLICT");
    if (!given || !one_row) return {};
    auto name = sql.substr(insert_into.size());
    return std::string(name.substr(0, name.find(' ')));
}

/// Whether `id` is the name that the table gives to SQLite's own number of its rows.
bool is_row_number(sqlite3* handle, const std::string& table) {
    const char* type = nullptr;
    int is_key = 0;
    auto code = sqlite3_table_column_metadata(handle, nullptr, table.c_str(), "id", &type, nullptr, nullptr, &is_key, nullptr);
    return code == SQLITE_OK && type && is_key && std::string_view(type) == "INTEGER";
}

/// What it would take to undo one job of a batch, or one statement, is kept in memory up to this size, then in a file.
constexpr int undo_in_memory = 4 * 1024 * 1024;

/// SQLite counts what it allocates under one lock for all connections, which readers fight over; nobody asks for the sum.
void configure_library() {
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) | sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, undo_in_memory);
    static_cast<void>(done);
}

}  // namespace

struct SqliteConnection::Run {
    std::string_view name;
    SqlitePrepared& prepared;
};

SqliteConnection::SqliteConnection(const std::string& file, Mode mode, const Options& options, Meter& meter)
    : timeout_(options.statement_timeout), meter_(meter) {
    configure_library();
    sqlite3* opened = nullptr;
    int flags = mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    auto code = sqlite3_open_v2(file.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    handle_.reset(opened);
    if (code != SQLITE_OK) fail("open " + file);
    configure(mode);
}

/// Neither a memory map nor a large cache: every commit of the writer would empty them (measured: slower from 20
/// commits a second on); the system's page cache does the work.
void SqliteConnection::configure(Mode mode) {
    sqlite3_busy_timeout(handle_.get(), 10'000);
    execute("PRAGMA mmap_size=0");
    if (timeout_.count() > 0) sqlite3_progress_handler(handle_.get(), steps_between_looks, &past_deadline, this);
    if (mode == Mode::read) return execute("PRAGMA query_only=1; PRAGMA cache_size=-2048");
    execute(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4096;"
        "PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864");
}

int SqliteConnection::past_deadline(void* self) {
    auto& connection = *static_cast<SqliteConnection*>(self);
    return Meter::now() > connection.deadline_;
}

void SqliteConnection::execute(const std::string& sql) {
    deadline_ = Meter::now() + timeout_;
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql.substr(0, 60));
}

void SqliteConnection::run(const Statement& statement, std::span<const Value> values, const OnRow& on_row) {
    step_all({statement.name, prepared(&statement, statement.sqlite, statement.name)}, values, on_row);
}

void SqliteConnection::run(const Query& query, const OnRow& on_row) {
    auto text = query.text(Dialect::sqlite);
    step_all({query.name(), prepared(nullptr, text, query.name())}, query.values(), on_row);
}

void SqliteConnection::prepare(const Statement& statement) { prepared(&statement, statement.sqlite, statement.name); }

std::int64_t SqliteConnection::change(const Statement& statement, std::span<const Value> values) {
    auto& found = prepared(&statement, statement.sqlite, statement.name);
    return step_all({statement.name, found}, values, {});
}

SqlitePrepared& SqliteConnection::prepared(const void* address, std::string_view text, std::string_view name) {
    auto* found = cache_.find(address, text);
    if (found && !found->busy) return *found;
    if (found) throw Error(ErrorKind::other, {}, std::string(name) + " was run within its own rows");
    if (cache_.full()) cache_.clear([](const SqlitePrepared& each) { return each.busy; });
    return *cache_.add(address, prepare(text, name, SQLITE_PREPARE_PERSISTENT));
}

std::unique_ptr<SqlitePrepared> SqliteConnection::prepare(std::string_view text, std::string_view name, unsigned flags) {
    auto sql = renumbered(text, '?', 0);
    auto table = numbered_table(sql);
    bool gives_number = !table.empty() && is_row_number(handle_.get(), table);
    // For what an insertion returns SQLite makes a table in every run; it knows the number of the row without.
    if (gives_number) sql.resize(sql.size() - returning.size());
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    auto code = sqlite3_prepare_v3(handle_.get(), sql.c_str(), static_cast<int>(sql.size()) + 1, flags, &statement, &rest);
    if (code != SQLITE_OK) fail(name);
    auto result = std::make_unique<SqlitePrepared>();
    result->handle.reset(statement);
    result->text = text;
    result->gives_number = gives_number;
    if (!statement) throw Error(ErrorKind::other, {}, std::string(name) + " is empty");
    if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos)
        throw Error(ErrorKind::other, {}, std::string(name) + " is more than one statement");
    return result;
}

std::int64_t SqliteConnection::step_all(const Run& run, std::span<const Value> values, const OnRow& on_row) {
    auto* statement = run.prepared.handle.get();
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size()))
        throw Error(ErrorKind::other, {}, std::string(run.name) + " was given " + std::to_string(values.size()) + " values");
    bool timed = timeout_.count() > 0 || meter_.is_timed();
    auto began = timed ? Meter::now() : Meter::Moment{};
    deadline_ = began + timeout_;
    std::int64_t changed = 0;
    {
        Running running(run.prepared);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (bind(statement, static_cast<int>(i) + 1, values[i]) != SQLITE_OK) fail(run.name);
        int code;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
            SqliteCursor cursor(run.prepared);
            if (on_row) on_row(cursor);
        }
        if (code != SQLITE_DONE) fail(run.name);
        // Before the plan of a slow statement is asked for: explaining a change counts as a change of no row.
        if (!sqlite3_stmt_readonly(statement)) changed = sqlite3_changes64(handle_.get());
        if (run.prepared.gives_number && changed == 1 && on_row) {
            NumberCursor number(run.prepared, sqlite3_last_insert_rowid(handle_.get()));
            on_row(number);
        }
    }
    tell_if_slow(run, timed ? Meter::now() - began : std::chrono::nanoseconds{});
    return changed;
}

void SqliteConnection::tell_if_slow(const Run& run, std::chrono::nanoseconds took) {
    if (!meter_.is_slow(run.name, took)) return;
    try {
        meter_.tell_slow(run.name, took, plan_of(run.prepared.text));
    } catch (const Error& error) { meter_.tell_slow(run.name, took, error.message); }
}

std::string SqliteConnection::plan_of(const std::string& text) {
    std::string plan;
    auto explain = prepare("EXPLAIN QUERY PLAN " + text, "EXPLAIN", 0);
    while (sqlite3_step(explain->handle.get()) == SQLITE_ROW) {
        auto* line = reinterpret_cast<const char*>(sqlite3_column_text(explain->handle.get(), 3));
        plan += line ? std::string("  ") + line + "\n" : "";
    }
    return plan;
}

void SqliteConnection::fail(std::string_view name) {
    if (!handle_) throw Error(ErrorKind::other, {}, "no memory for a database handle");
    lost_ = lost_ || loses_transaction(sqlite3_extended_errcode(handle_.get()));
    throw sqlite_error(handle_.get(), name, unique_names_);
}

}  // namespace goodhost::db
