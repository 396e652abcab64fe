#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "platform/db/testing.hpp"
#include "platform/db/testing_tables.hpp"

namespace goodhost::db {

namespace {

constexpr Statement end_myself{"t.end_myself", "", "SELECT pg_terminate_backend(pg_backend_pid())"};
constexpr Statement end_others{"t.end_others", "",
                               "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                               "WHERE datname = current_database() AND pid <> pg_backend_pid()"};
constexpr Statement name_of_database{"t.name_of_database", "", "SELECT current_database()::text"};
constexpr Statement end_all_of{"t.end_all_of", "", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1"};
constexpr Statement sleep_long{"t.sleep_long", "", "SELECT pg_sleep(30)"};
constexpr Statement sleep_shortly{"t.sleep_shortly", "", "SELECT count(pg_sleep(0.02)) FROM ranks WHERE rank <> $1"};
constexpr Migration dies_in_commit{
    "t", "0001_dies", "1", "",
    "CREATE TABLE deadly (id BIGINT);"
    "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END "
    "$$;"
    "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON deadly DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"};
constexpr Statement insert_deadly{"t.insert_deadly", "", "INSERT INTO deadly (id) VALUES (1)"};

using Ranks = std::vector<std::int64_t>;

}  // namespace

class PostgresTest : public ::testing::Test {
  protected:
    void SetUp() override {
        auto both = testing::both_databases();
        if (std::ranges::find(both, Dialect::postgres) == both.end()) GTEST_SKIP() << "no PostgreSQL here";
        use({});
    }
    void use(Options options) {
        database_.reset();
        database_ = std::make_unique<testing::TestDatabase>(Dialect::postgres, tables::migrations, std::move(options));
    }
    Database& database() { return **database_; }
    Ranks ranks() {
        return database().read([](Reader& r) { return r.list<std::int64_t>(tables::list_ranks); });
    }
    std::unique_ptr<testing::TestDatabase> database_;
};

TEST_F(PostgresTest, a_job_whose_connection_broke_before_the_commit_is_run_again) {
    std::atomic<int> runs = 0;
    database().write([&](Tx& tx) {
        tx.execute(tables::insert_rank, 1);
        if (++runs == 1) tx.list<std::string>(end_myself);
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(ranks(), Ranks{1});
}

TEST_F(PostgresTest, a_connection_that_breaks_in_the_commit_is_told_and_not_tried_again) {
    auto migrations = std::vector<Migration>(std::begin(tables::migrations), std::end(tables::migrations));
    migrations.push_back(dies_in_commit);
    database().migrate(migrations);
    std::atomic<int> runs = 0;
    try {
        database().write([&](Tx& tx) { ++runs, tx.execute(insert_deadly); });
        FAIL() << "no error";
    } catch (const Error& error) { EXPECT_EQ(error.kind, ErrorKind::disconnected); }
    EXPECT_EQ(runs, 1);
}

TEST_F(PostgresTest, cut_connections_come_back_and_listeners_are_told) {
    std::atomic<int> breaks = 0, words = 0;
    database().listen("trail",
                      [&](std::string_view payload) { ++(payload.empty() ? breaks : words), breaks.notify_all(), words.notify_all(); });
    ranks();
    database().write([](Tx& tx) { tx.execute(tables::insert_rank, 1); });
    auto other = open(database_->options());
    EXPECT_GE(other->write([](Tx& tx) { return tx.get<std::int64_t>(end_others); }), 3);
    EXPECT_EQ(ranks(), Ranks{1});
    database().write([](Tx& tx) { tx.execute(tables::insert_rank, 2); });
    EXPECT_EQ(ranks(), (Ranks{1, 2}));
    breaks.wait(0);
    database().write([](Tx& tx) { tx.notify("trail", "x"); });
    words.wait(0);
    database().stop();
}

TEST_F(PostgresTest, readers_whose_server_has_gone_are_told_and_come_back_with_it) {
    const auto name = database().read([](Reader& r) { return r.get<std::string>(name_of_database); });
    auto elsewhere = database_->options();
    elsewhere.postgres_url.replace(elsewhere.postgres_url.find(name), name.size(), "postgres");
    auto other = open(elsewhere);
    const std::string close_door = "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false",
                      open_door = "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true";
    const Statement closes{"t.closes", "", close_door}, opens{"t.opens", "", open_door};
    other->write([&](Tx& tx) { tx.execute(closes); });
    other->write([&](Tx& tx) { tx.get<std::int64_t>(end_all_of, name); });
    for (int i = 0; i < 3; ++i) try {
            ranks();
            ADD_FAILURE() << "no error";
        } catch (const Error& error) { EXPECT_EQ(error.kind, ErrorKind::disconnected); }
    other->write([&](Tx& tx) { tx.execute(opens); });
    EXPECT_EQ(ranks(), Ranks{});
}

TEST_F(PostgresTest, a_collision_is_run_again) {
    database().write([](Tx& tx) { tx.execute(tables::insert_rank, 0); });
    std::atomic<bool> seen = false, changed = false;
    std::atomic<int> runs = 0;
    std::jthread first([&] {
        database().write([&](Tx& tx) {
            ++runs;
            auto rank = tx.get<std::int64_t>(tables::list_ranks);
            seen = true, seen.notify_all();
            changed.wait(false);
            tx.execute(tables::raise_rank, rank + 1);
        });
    });
    seen.wait(false);
    database().write([](Tx& tx) { tx.execute(tables::raise_rank, tx.get<std::int64_t>(tables::list_ranks) + 1); });
    changed = true, changed.notify_all();
    first.join();
    EXPECT_EQ(ranks(), Ranks{2});
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(database().statistics().retries, 1);
}

TEST_F(PostgresTest, a_statement_that_takes_too_long_is_ended) {
    use({.statement_timeout = std::chrono::milliseconds{50}});
    try {
        database().read([](Reader& r) { r.list<std::string>(sleep_long); });
        FAIL() << "no error";
    } catch (const Error& error) { EXPECT_EQ(error.kind, ErrorKind::timeout); }
    EXPECT_EQ(ranks(), Ranks{});
}

TEST_F(PostgresTest, a_slow_statement_is_told_with_its_plan) {
    std::mutex mutex;
    std::string told;
    use({.slow_statement = std::chrono::milliseconds{10}, .report = [&](std::string_view line) {
             std::lock_guard lock(mutex);
             told += line;
         }});
    database().write([](Tx& tx) { tx.execute(tables::insert_rank, 1); });
    for (int i = 0; i < 2; ++i) database().read([](Reader& r) { r.get<std::int64_t>(sleep_shortly, 5); });
    database().stop();
    EXPECT_TRUE(told.contains("slow statement t.sleep_shortly: ")) << told;
    EXPECT_TRUE(told.contains("Seq Scan on ranks")) << told;
    EXPECT_EQ(told.find("sleep_shortly"), told.rfind("sleep_shortly")) << "once a minute";
    EXPECT_GE(database().statistics().slow, 2);
}

TEST_F(PostgresTest, the_horizon_is_below_a_running_transaction_and_moves_on) {
    auto horizon = [&] { return database().read([](Reader& r) { return r.horizon(); }); };
    constexpr Statement own{"t.own", "", "SELECT pg_current_xact_id()::text::bigint"};
    std::int64_t running = 0;
    database().write([&](Tx& tx) {
        running = tx.get<std::int64_t>(own);
        EXPECT_LE(horizon(), running);
    });
    EXPECT_GT(horizon(), running);
}

TEST_F(PostgresTest, an_unreachable_server_is_a_problem_with_a_clear_text) {
    try {
        open({.postgres_url = "postgresql:///x?host=/nowhere"});
        FAIL() << "no problem";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.kind, ProblemKind::unavailable);
        EXPECT_TRUE(problem.log.contains("/nowhere")) << problem.log;
    }
}

}  // namespace goodhost::db
