#include "platform/db/backend.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/pool.hpp"
#include "platform/db/postgres_listener.hpp"
#include "platform/db/postgres_writers.hpp"

namespace goodhost::db {

namespace {

using Lease = Pool<PostgresConnection>::Lease;

/// An idle connection may have been cut meanwhile; that shows at the first statement, before anything was read, so one more is
/// tried.
class PostgresReader final : public Reader {
  public:
    explicit PostgresReader(Lease& lease) : lease_(lease) { lease_->begin(begin); }
    Dialect dialect() const override { return Dialect::postgres; }
    void run(const Statement& statement, std::span<const Value> values, const std::function<void(Cursor&)>& on_row) override {
        tried([&] { lease_->run(statement, values, on_row); });
    }
    void run(const Query& query, const std::function<void(Cursor&)>& on_row) override {
        tried([&] { lease_->run(query, on_row); });
    }
    std::int64_t horizon() override {
        std::int64_t horizon = 0;
        tried([&] { horizon = lease_->horizon(); });
        return horizon;
    }

  private:
    static constexpr auto begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    template <class F>
    void tried(F&& statement) {
        if (!lease_) throw Error(ErrorKind::disconnected, {}, "PostgreSQL is away");
        if (!std::exchange(first_, false)) return statement();
        try {
            statement();
        } catch (const Error& error) {
            if (error.kind != ErrorKind::disconnected) throw;
            lease_.replace();
            lease_->begin(begin);
            statement();
        }
    }

    Lease& lease_;
    bool first_ = true;
};

class PostgresDatabase final : public Backend {
  public:
    explicit PostgresDatabase(const Options& options);
    ~PostgresDatabase() override { stop(); }

    Dialect dialect() const override { return Dialect::postgres; }
    void with_reader(const std::function<void(Reader&)>& use) override;
    void write_async(std::function<void(Tx&)> job, std::function<void(std::exception_ptr)> done) override {
        writers_.push({std::move(job), std::move(done)});
    }
    void listen(std::string channel, std::function<void(std::string_view)> heard) override {
        listeners_.add(channel, std::move(heard));
        listener_.listen(channel);
    }
    int migrate(std::span<const Migration> migrations) override;
    int pending(std::span<const Migration> migrations) override;
    void backup_to(const std::string& file) override;
    void stop() override;
    void prepare(const Statement& statement) override { readers_.lend()->prepare(statement); }
    std::size_t writes_waiting() const override { return writers_.waiting(); }
    bool on_writer_thread() const override { return writers_.is_one_of_these_threads(); }

  private:
    static void end(Lease& lease) noexcept;

    const Options options_;
    PostgresWriters writers_;
    PostgresListener listener_;
    Pool<PostgresConnection> readers_;
};

/// A connection that may migrate, alone among all nodes until it is closed.
class MigrationLock {
  public:
    MigrationLock(Options options, Meter& meter) : connection_(unhurried(std::move(options)), meter) {
        connection_.execute("SELECT pg_advisory_lock(7165047209518432001)");
        connection_.execute(std::string(create_schema_migrations.postgres));
    }
    MigrationSteps steps() {
        return {Dialect::postgres,
                [this](const Statement& s, std::span<const Value> values, const auto& on_row) { connection_.run(s, values, on_row); },
                [this](const std::string& sql) { connection_.execute(sql); }, [](const Migration&) {}};
    }

  private:
    /// A migration takes as long as it takes.
    static Options unhurried(Options options) {
        options.statement_timeout = std::chrono::milliseconds{0};
        return options;
    }
    PostgresConnection connection_;
};

PostgresDatabase::PostgresDatabase(const Options& options)
    : Backend(options),
      options_(options),
      writers_(options_, meter_),
      listener_(options_, meter_, listeners_),
      readers_(options.readers, [this] { return std::make_unique<PostgresConnection>(options_, meter_); }) {
    with_reader([](Reader&) {});  // so that a wrong URL shows now
}

void PostgresDatabase::with_reader(const std::function<void(Reader&)>& use) {
    auto lease = readers_.lend();
    PostgresReader reader(lease);
    try {
        use(reader);
    } catch (...) {
        end(lease);
        throw;
    }
    end(lease);
}

void PostgresDatabase::end(Lease& lease) noexcept {
    // It broke, and while PostgreSQL is away there is no other.
    if (!lease) return;
    try {
        lease->end_reading();
        lease->tell_slow();
    } catch (const std::exception&) {
        // What was read was read; the connection is not used again.
        lease.discard();
        return;
    }
    if (lease->broken()) lease.discard();
}

int PostgresDatabase::migrate(std::span<const Migration> migrations) {
    MigrationLock lock(options_, meter_);
    return apply_migrations(lock.steps(), migrations);
}

int PostgresDatabase::pending(std::span<const Migration> migrations) {
    MigrationLock lock(options_, meter_);
    return static_cast<int>(missing_migrations(lock.steps(), migrations).size());
}

void PostgresDatabase::backup_to(const std::string&) {
    throw Problem(ProblemKind::unavailable, "platform.backup_unsupported", "PostgreSQL is backed up by pg_dump");
}

void PostgresDatabase::stop() {
    writers_.stop();
    readers_.close();
    listener_.stop();
}

}  // namespace

std::unique_ptr<Database> open_postgres(const Options& options) {
    try {
        return std::make_unique<PostgresDatabase>(options);
    } catch (const Error& error) {
        throw Problem(ProblemKind::unavailable, "platform.database_unavailable", "PostgreSQL can't be reached: " + error.message);
    }
}

}  // namespace goodhost::db
