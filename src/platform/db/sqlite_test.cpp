#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "platform/db/sqlite_version.hpp"
#include "platform/db/testing.hpp"
#include "platform/db/testing_tables.hpp"

namespace goodhost::db {

namespace {

constexpr Statement pragma_synchronous{"t.synchronous", "PRAGMA synchronous", ""};
constexpr Statement pragma_journal{"t.journal", "PRAGMA journal_mode", ""};
constexpr Statement limit_pages{"t.limit_pages", "PRAGMA max_page_count=1", ""};
constexpr Statement free_pages{"t.free_pages", "PRAGMA max_page_count=1000000", ""};
constexpr Statement insert_large{"t.insert_large", "INSERT INTO files (bytes) VALUES (zeroblob($1))", ""};
constexpr Statement count_long{
    "t.count_long", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT count(*) FROM n, ranks", ""};

using Ranks = std::vector<std::int64_t>;

/// Holds the writer while jobs are queued behind it, so that they run as one batch, and collects how they end.
class Together {
  public:
    explicit Together(Database& database) : database_(database) {
        add([this](Tx&) { go_.wait(false); });
    }
    void add(std::function<void(Tx&)> job) {
        std::lock_guard lock(mutex_);
        auto index = results_.size();
        results_.emplace_back("?");
        database_.write_async(std::move(job), [this, index](std::exception_ptr error) { settle(index, error); });
    }
    /// Of each job: `ok`, or the error's kind and constraint. The first is the holder's.
    std::vector<std::string> results() {
        go_ = true, go_.notify_all();
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return settled_ == results_.size(); });
        return {results_.begin() + 1, results_.end()};
    }

  private:
    void settle(std::size_t index, std::exception_ptr error) {
        std::lock_guard lock(mutex_);
        results_[index] = told(error);
        ++settled_;
        changed_.notify_all();
    }
    static std::string told(std::exception_ptr error) {
        if (!error) return "ok";
        try {
            std::rethrow_exception(error);
        } catch (const Error& e) {
            if (e.kind == ErrorKind::full) return "full";
            if (e.kind == ErrorKind::timeout) return "timeout";
            return e.kind == ErrorKind::foreign_key ? "foreign_key" : e.constraint;
        } catch (const std::exception& e) { return e.what(); }
    }

    Database& database_;
    std::atomic<bool> go_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> results_;
    std::size_t settled_ = 0;
};

std::function<void(Tx&)> inserts(std::int64_t rank) {
    return [rank](Tx& tx) { tx.execute(tables::insert_rank, rank); };
}

using Results = std::vector<std::string>;

}  // namespace

class SqliteTest : public ::testing::Test {
  protected:
    testing::TestDatabase database{Dialect::sqlite, tables::migrations, options()};
    std::mutex mutex;
    std::string told;

    Options options() {
        return {.slow_statement = std::chrono::milliseconds{20}, .report = [this](std::string_view line) {
                    std::lock_guard lock(mutex);
                    told += line;
                }};
    }
    Ranks ranks() {
        return database->read([](Reader& r) { return r.list<std::int64_t>(tables::list_ranks); });
    }
};

TEST_F(SqliteTest, the_one_that_was_compiled_against_is_inside) { EXPECT_EQ(sqlite_version(), SQLITE_VERSION); }

TEST_F(SqliteTest, what_is_acknowledged_survives_a_power_cut) {
    database->write([](Tx& tx) {
        EXPECT_EQ(tx.get<std::int64_t>(pragma_synchronous), 2) << "FULL";
        EXPECT_EQ(tx.get<std::string>(pragma_journal), "wal");
    });
}

TEST_F(SqliteTest, jobs_that_wait_together_are_committed_together) {
    Together together(*database);
    for (int i = 0; i < 100; ++i) together.add(inserts(i));
    EXPECT_EQ(together.results(), Results(100, "ok"));
    auto told_numbers = database->statistics();
    EXPECT_EQ(told_numbers.jobs, 101);
    EXPECT_LE(told_numbers.commits, 10);
}

TEST_F(SqliteTest, a_bad_job_does_not_harm_the_others_of_its_batch) {
    Together together(*database);
    together.add(inserts(1));
    together.add([](Tx& tx) { tx.execute(tables::insert_rank, 7), throw std::runtime_error("no"); });
    together.add(inserts(1));
    together.add(inserts(2));
    EXPECT_EQ(together.results(), (Results{"ok", "no", "ranks_rank_unique", "ok"}));
    EXPECT_EQ(ranks(), (Ranks{1, 2}));
}

TEST_F(SqliteTest, a_deferred_violation_fails_only_its_own_job) {
    Together together(*database);
    together.add(inserts(1));
    together.add([](Tx& tx) { tx.execute(tables::insert_late_child, 99); });
    together.add(inserts(2));
    EXPECT_EQ(together.results(), (Results{"ok", "foreign_key", "ok"}));
    EXPECT_EQ(ranks(), (Ranks{1, 2}));
}

TEST_F(SqliteTest, a_full_disk_fails_the_whole_batch_cleanly_and_the_next_one_works) {
    database->write([](Tx& tx) { tx.list<std::int64_t>(limit_pages); });
    Together together(*database);
    together.add(inserts(1));
    together.add([](Tx& tx) { tx.execute(insert_large, 1'000'000); });
    EXPECT_EQ(together.results(), (Results{"full", "full"}));
    EXPECT_EQ(ranks(), Ranks{});
    database->write([](Tx& tx) { tx.list<std::int64_t>(free_pages); });
    database->write(inserts(3));
    EXPECT_EQ(ranks(), Ranks{3});
}

TEST_F(SqliteTest, a_backup_is_consistent_while_others_write) {
    std::atomic<bool> stop = false;
    std::jthread writer([&] {
        for (std::int64_t i = 0; !stop; ++i)
            database->write([&](Tx& tx) { inserts(i)(tx), tx.execute(tables::insert_name, std::to_string(i)); });
    });
    testing::TestDatabase copy(Dialect::sqlite);
    while (ranks().size() < 50) std::this_thread::yield();
    auto folder = copy.options().data + "/backup";
    std::filesystem::create_directories(folder);
    database->backup_to(folder + "/goodhost.db");
    stop = true;
    writer.join();
    auto opened = open({.data = folder});
    constexpr Statement names{"t.names", "SELECT count(*) FROM names", ""};
    opened->read([&](Reader& r) {
        auto rows = r.list<std::int64_t>(tables::list_ranks);
        EXPECT_GE(rows.size(), 50u);
        EXPECT_EQ(r.get<std::int64_t>(names), static_cast<std::int64_t>(rows.size()));
    });
    opened->write([](Tx& tx) { tx.execute(tables::insert_rank, 10'000'000); });
    EXPECT_THROW(database->backup_to("/nowhere/goodhost.db"), Error);
}

TEST_F(SqliteTest, a_slow_statement_is_told_with_its_plan) {
    database->write(inserts(1));
    database->read([](Reader& r) { r.get<std::int64_t>(count_long, 300'000); });
    EXPECT_TRUE(told.contains("slow statement t.count_long: ")) << told;
    EXPECT_TRUE(told.contains("SCAN ranks")) << told;
}

TEST_F(SqliteTest, a_read_that_takes_too_long_is_ended) {
    testing::TestDatabase hurried(Dialect::sqlite, tables::migrations, {.statement_timeout = std::chrono::milliseconds{50}});
    hurried->write(inserts(1));
    try {
        hurried->read([](Reader& r) { r.get<std::int64_t>(count_long, 2'000'000'000); });
        FAIL() << "no error";
    } catch (const Error& error) { EXPECT_EQ(error.kind, ErrorKind::timeout); }
    auto left = hurried->read([](Reader& r) { return r.list<std::int64_t>(tables::list_ranks); });
    EXPECT_EQ(left, Ranks{1});
}

TEST_F(SqliteTest, a_write_that_takes_too_long_is_ended_and_harms_no_other) {
    testing::TestDatabase hurried(Dialect::sqlite, tables::migrations, {.statement_timeout = std::chrono::milliseconds{200}});
    constexpr Statement insert_long{"t.insert_long",
                                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
                                    "INSERT INTO ranks SELECT sum(i) FROM n",
                                    ""};
    Together together(*hurried);
    together.add(inserts(1));
    together.add([&](Tx& tx) { tx.execute(insert_long, 2'000'000'000); });
    together.add(inserts(2));
    EXPECT_EQ(together.results(), (Results{"ok", "timeout", "ok"}));
    auto left = hurried->read([](Reader& r) { return r.list<std::int64_t>(tables::list_ranks); });
    EXPECT_EQ(left, (Ranks{1, 2}));
}

TEST_F(SqliteTest, a_job_that_holds_the_writer_for_long_is_told) {
    database->write([](Tx& tx) {
        tx.execute(tables::insert_rank, 1);
        for (auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{25}; std::chrono::steady_clock::now() < until;)
            std::this_thread::yield();
    });
    EXPECT_TRUE(told.contains("slow write job: ")) << told;
    EXPECT_TRUE(told.contains("tables.insert_rank")) << told;
}

TEST_F(SqliteTest, what_an_insertion_returns_is_the_number_of_its_row_and_nothing_else) {
    auto same = [](std::string_view text) { return Statement{text, text, ""}; };
    const auto make = same("CREATE TABLE numbered (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)");
    const auto make_named = same("CREATE TABLE named (id TEXT PRIMARY KEY)");
    const auto make_echo = same("CREATE TRIGGER echo AFTER INSERT ON numbered BEGIN INSERT INTO named (id) VALUES (NEW.word); END");
    const auto insert = same("INSERT INTO numbered (id, word) VALUES ($1, $2) RETURNING id");
    const auto insert_new = same("INSERT INTO numbered (word) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id");
    const auto insert_two = same("INSERT INTO numbered (word) VALUES ($1), ($2) RETURNING id");
    const auto insert_named = same("INSERT INTO named (id) VALUES ($1) RETURNING id");
    database->write([&](Tx& tx) {
        for (auto& each : {make, make_named, make_echo}) tx.execute(each);
        EXPECT_EQ(tx.get<std::int64_t>(insert, 7, "seven"), 7);
        EXPECT_EQ(tx.get<tables::Thing>(insert, nullptr, "eight").id.value, 8);
        EXPECT_EQ(tx.find<std::int64_t>(insert_new, "seven"), std::nullopt);
        EXPECT_EQ(tx.find<std::int64_t>(insert_new, "nine"), 9);
        EXPECT_EQ(tx.list<std::int64_t>(insert_two, "ten", "eleven"), (Ranks{10, 11}));
        EXPECT_EQ(tx.get<std::string>(insert_named, "by name"), "by name");
        EXPECT_EQ(tx.execute(insert, 12, "twelve"), 1);
    });
}

TEST_F(SqliteTest, a_folder_that_can_not_be_used_is_a_problem_with_a_clear_text) {
    try {
        open({.data = "/proc/nowhere"});
        FAIL() << "no problem";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.kind, ProblemKind::unavailable);
        EXPECT_TRUE(problem.log.contains("/proc/nowhere")) << problem.log;
    }
}

}  // namespace goodhost::db
