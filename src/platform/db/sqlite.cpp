#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "platform/db/backend.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/pool.hpp"
#include "platform/db/sqlite_reader.hpp"
#include "platform/db/sqlite_version.hpp"
#include "platform/db/sqlite_writer.hpp"

namespace goodhost::db {

namespace {

using Mode = SqliteConnection::Mode;

class SqliteDatabase final : public Backend {
  public:
    explicit SqliteDatabase(const Options& options);
    ~SqliteDatabase() override { stop(); }

    Dialect dialect() const override { return Dialect::sqlite; }
    void with_reader(const std::function<void(Reader&)>& use) override;
    void write_async(std::function<void(Tx&)> job, std::function<void(std::exception_ptr)> done) override {
        writer_.push({std::move(job), std::move(done)});
    }
    void listen(std::string channel, std::function<void(std::string_view)> heard) override { listeners_.add(channel, std::move(heard)); }
    int migrate(std::span<const Migration> migrations) override;
    int pending(std::span<const Migration> migrations) override;
    void backup_to(const std::string& file) override;
    void stop() override;
    void prepare(const Statement& statement) override { readers_.lend()->prepare(statement); }
    std::size_t writes_waiting() const override { return writer_.waiting(); }
    bool on_writer_thread() const override { return writer_.is_this_thread(); }

  private:
    const Options options_;
    const std::string file_;
    SqliteWriter writer_;
    Pool<SqliteConnection> readers_;
};

/// A read transaction: its first statement fixes the snapshot, its end lets checkpoints go on.
class Snapshot {
  public:
    explicit Snapshot(SqliteConnection& connection) : connection_(connection) { connection_.change(begin, {}); }
    ~Snapshot() { sqlite3_exec(connection_.handle(), "COMMIT", nullptr, nullptr, nullptr); }
    Snapshot(const Snapshot&) = delete;

  private:
    static constexpr Statement begin{"db.begin_read", "BEGIN", ""};
    SqliteConnection& connection_;
};

MigrationSteps steps_on(SqliteConnection& connection) {
    static constexpr Statement violations{"db.foreign_key_check", "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", ""};
    return {Dialect::sqlite,
            [&](const Statement& s, std::span<const Value> values, const auto& on_row) { connection.run(s, values, on_row); },
            [&](const std::string& sql) { connection.execute(sql == "BEGIN" ? "BEGIN IMMEDIATE" : sql); },
            [&](const Migration&) {
                connection.run(violations, {}, [](Cursor& row) {
                    throw Error(ErrorKind::foreign_key, {}, "leaves broken references in " + std::string(row.text(0)));
                });
            }};
}

/// Copies by SQLite's online backup, in one step within one read transaction, so that writers go on and nothing
/// restarts.
void copy_database(sqlite3* from, const std::string& file) {
    sqlite3* to = nullptr;
    auto opened = sqlite3_open(file.c_str(), &to);
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> target(to, &sqlite3_close);
    auto* backup = opened == SQLITE_OK ? sqlite3_backup_init(to, "main", from, "main") : nullptr;
    if (backup) sqlite3_backup_step(backup, -1);
    auto code = backup ? sqlite3_backup_finish(backup) : sqlite3_errcode(to);
    if (code != SQLITE_OK)
        throw Error(code == SQLITE_FULL ? ErrorKind::full : ErrorKind::other, {}, "backup: " + std::string(sqlite3_errmsg(to)));
}

void sync_file(const std::string& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file);
    ::close(file);
}

SqliteDatabase::SqliteDatabase(const Options& options)
    : Backend(options),
      options_(options),
      file_(options.data + "/goodhost.db"),
      writer_(file_, options, meter_, listeners_),
      readers_(options.readers, [this] { return std::make_unique<SqliteConnection>(file_, Mode::read, options_, meter_); }) {}

void SqliteDatabase::with_reader(const std::function<void(Reader&)>& use) {
    auto lease = readers_.lend();
    Snapshot snapshot(*lease);
    SqliteReader reader(*lease);
    use(reader);
}

/// References are checked at the end of each migration rather than within: a table is changed by building it anew.
int SqliteDatabase::migrate(std::span<const Migration> migrations) {
    Options unhurried = options_;
    unhurried.statement_timeout = std::chrono::milliseconds{0};
    SqliteConnection connection(file_, Mode::write, unhurried, meter_);
    connection.execute("PRAGMA foreign_keys=OFF; PRAGMA busy_timeout=60000");
    connection.change(create_schema_migrations, {});
    return apply_migrations(steps_on(connection), migrations);
}

int SqliteDatabase::pending(std::span<const Migration> migrations) {
    SqliteConnection connection(file_, Mode::write, options_, meter_);
    connection.change(create_schema_migrations, {});
    return static_cast<int>(missing_migrations(steps_on(connection), migrations).size());
}

void SqliteDatabase::backup_to(const std::string& file) {
    SqliteConnection source(file_, Mode::read, options_, meter_);
    auto partial = file + ".partial";
    std::filesystem::remove(partial);
    try {
        copy_database(source.handle(), partial);
        sync_file(partial);
        std::filesystem::rename(partial, file);
        sync_file(std::filesystem::path(file).parent_path().string());
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        throw;
    }
}

void SqliteDatabase::stop() {
    writer_.stop();
    readers_.close();
}

}  // namespace

std::string_view sqlite_version() { return sqlite3_libversion(); }

std::unique_ptr<Database> open_sqlite(const Options& options) {
    auto unavailable = [&](const std::string& why) {
        return Problem(ProblemKind::unavailable, "platform.database_unavailable", options.data + "/goodhost.db can't be opened: " + why);
    };
    try {
        std::filesystem::create_directories(options.data);
        return std::make_unique<SqliteDatabase>(options);
    } catch (const std::filesystem::filesystem_error& error) { throw unavailable(error.what()); } catch (const Error& error) {
        throw unavailable(error.message);
    }
}

}  // namespace goodhost::db
