#include <gtest/gtest.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "platform/db/testing.hpp"
#include "platform/db/testing_tables.hpp"

namespace goodhost::db {

namespace {

constexpr int threads = 64;

void in_threads(const std::function<void(int)>& work) {
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i) running.emplace_back([&work, i] { work(i); });
}

/// This program again, as a process that writes until it is killed. Gives its process and what it says.
std::pair<pid_t, FILE*> start_writer(const Options& options) {
    int ends[2];
    if (::pipe(ends) != 0) return {-1, nullptr};
    auto data = "GOODHOST_TEST_DATA=" + options.data, url = "GOODHOST_TEST_URL=" + options.postgres_url;
    char program[] = "/proc/self/exe", filter[] = "--gtest_filter=*DISABLED_writes_until_it_is_killed*",
         disabled[] = "--gtest_also_run_disabled_tests", no_server[] = "GOODHOST_TEST_POSTGRES=none";
    char* arguments[] = {program, filter, disabled, nullptr};
    char* environment[] = {data.data(), url.data(), no_server, nullptr};
    auto child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], 1);
        ::close(ends[0]);
        ::execve(program, arguments, environment);
        ::_exit(127);
    }
    ::close(ends[1]);
    return {child, ::fdopen(ends[0], "r")};
}

}  // namespace

class StressTest : public ::testing::TestWithParam<Dialect> {
  protected:
    testing::TestDatabase database{GetParam(), tables::migrations};

    std::vector<std::int64_t> ranks() {
        return database->read([](Reader& r) { return r.list<std::int64_t>(tables::list_ranks); });
    }
};
INSTANTIATE_TEST_SUITE_P(databases, StressTest, ::testing::ValuesIn(testing::both_databases()), testing::name_of);

TEST_P(StressTest, many_threads_write_and_read_at_once) {
    std::atomic<int> after = 0;
    in_threads([&](int thread) {
        for (int i = 0; i < 20; ++i) {
            database->write([&](Tx& tx) {
                tx.execute(tables::insert_rank, thread * 1000 + i);
                tx.after_commit([&] { ++after; });
            });
            auto seen = ranks();
            ASSERT_TRUE(std::ranges::binary_search(seen, thread * 1000 + i)) << "what is acknowledged is read";
        }
    });
    EXPECT_EQ(ranks().size(), threads * 20u);
    EXPECT_EQ(after, threads * 20);
    EXPECT_EQ(database->statistics().jobs, threads * 20);
}

TEST_P(StressTest, no_update_is_lost_when_all_write_one_row) {
    database->write([](Tx& tx) { tx.execute(tables::insert_rank, 0); });
    in_threads([&](int) {
        for (int i = 0; i < 5; ++i)
            database->write([](Tx& tx) { tx.execute(tables::raise_rank, tx.get<std::int64_t>(tables::list_ranks) + 1); });
    });
    EXPECT_EQ(ranks(), std::vector<std::int64_t>{threads * 5});
}

TEST_P(StressTest, a_stop_in_the_middle_answers_every_write) {
    std::atomic<int> kept = 0, refused = 0;
    std::jthread stopper([&] {
        while (kept < 100) std::this_thread::yield();
        database->stop();
    });
    in_threads([&](int thread) {
        try {
            for (int i = 0; i < 1000; ++i, ++kept) database->write([&](Tx& tx) { tx.execute(tables::insert_rank, thread * 1000 + i); });
        } catch (const Problem&) { ++refused; }
    });
    stopper.join();
    database.reopen();
    EXPECT_EQ(ranks().size(), static_cast<std::size_t>(kept));
    EXPECT_GT(refused, 0);
}

TEST_P(StressTest, what_was_acknowledged_survives_a_kill) {
    auto [child, said] = start_writer(database.options());
    ASSERT_TRUE(said);
    std::set<std::int64_t> acknowledged;
    char line[256];
    while (::fgets(line, sizeof line, said)) {
        long long rank;
        if (::sscanf(line, "acknowledged %lld", &rank) == 1) acknowledged.insert(rank);
        if (acknowledged.size() == 500) ::kill(child, SIGKILL);
    }
    ::fclose(said);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    database.reopen();
    auto there = ranks();
    EXPECT_GE(acknowledged.size(), 500u);
    EXPECT_TRUE(std::ranges::includes(there, acknowledged));
}

TEST(StressChild, DISABLED_writes_until_it_is_killed) {
    const char *data = ::getenv("GOODHOST_TEST_DATA"), *url = ::getenv("GOODHOST_TEST_URL");
    if (!data || !url) GTEST_SKIP() << "only for what_was_acknowledged_survives_a_kill";
    auto database = open({.data = data, .postgres_url = url});
    in_threads([&](int thread) {
        for (int i = 0;; ++i) {
            database->write([&](Tx& tx) { tx.execute(tables::insert_rank, thread * 1'000'000 + i); });
            auto line = "acknowledged " + std::to_string(thread * 1'000'000 + i) + "\n";
            if (::write(1, line.data(), line.size()) < 0) return;
        }
    });
}

}  // namespace goodhost::db
