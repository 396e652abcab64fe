#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <thread>

#include "platform/jobs/claims.hpp"
#include "platform/jobs/jobs_fixture.hpp"

namespace goodhost::jobs {
namespace {

using RunnerTest = JobsFixture;
using Texts = std::vector<std::string>;

TEST_P(RunnerTest, workers_are_woken_by_commits_and_by_the_clock) {
    auto jobs = runner({recording("errand")});
    jobs->start();
    order("errand", "now");
    ASSERT_TRUE(ran.reaches(1));
    order("errand", "tomorrow", {.at = clock.now() + 24h, .unique_key = {}});
    order("errand", "tonight", {.at = clock.now() + 12h, .unique_key = {}});
    clock.advance(12h);
    ASSERT_TRUE(ran.reaches(2));
    clock.advance(12h);
    ASSERT_TRUE(ran.reaches(3));
    jobs->stop();
    EXPECT_EQ(done, (Texts{"now", "tonight", "tomorrow"}));
}

TEST_P(RunnerTest, a_timer_is_exact) {
    SystemClock real;
    TestServices live(real, *database);
    std::atomic<std::int64_t> at = 0;
    Runner jobs(*database, live.system(),
                {{"errand",
                  [&](const Context& with, const Job&) {
                      at = to_millis(with.now());
                      ran.add();
                  }}},
                "a");
    jobs.start();
    const auto due = real.now() + 300ms;
    database->write([&](db::Tx& tx) { enqueue(tx, context, "errand", Errand{"x"}, {.at = due, .unique_key = {}}); });
    ASSERT_TRUE(ran.reaches(1));
    EXPECT_GE(at.load(), to_millis(due));
    EXPECT_LT(at.load(), to_millis(due) + 1000);
}

TEST_P(RunnerTest, slow_jobs_do_not_hold_up_quick_ones) {
    std::promise<void> release;
    auto released = release.get_future().share();
    Kind slow{"slow", [&](const Context&, const Job&) { released.wait(); }, Lane::slow};
    auto jobs = runner({slow, recording("quick")}, "a", 2);
    jobs->start();
    for (int i = 0; i < 10; ++i) order("slow", "x");
    for (int i = 0; i < 10; ++i) order("quick", "x");
    EXPECT_TRUE(ran.reaches(10));
    release.set_value();
}

/// Half of the claims of the quick lane take at most so long.
Duration::rep micros_of_a_claim(Claims& claims) {
    std::vector<Duration::rep> took;
    for (int i = 0; i < 41; ++i) {
        const auto began = std::chrono::steady_clock::now();
        EXPECT_TRUE(claims.next(Lane::quick, {}));
        took.push_back(std::chrono::floor<std::chrono::microseconds>(std::chrono::steady_clock::now() - began).count());
    }
    std::ranges::sort(took);
    return took[took.size() / 2];
}

TEST_P(RunnerTest, a_claim_does_not_pay_for_what_waits_in_the_other_lane) {
    constexpr std::string_view text =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) "
        "INSERT INTO jobs (kind, unique_key, payload, brand_id, run_at, lane) SELECT 'mail', '', '{}', 0, 1, 'slow' FROM n";
    constexpr db::Statement many_mails{"test.many_mails", text, text};
    const std::vector<Kind> kinds{recording("errand"), {.name = "mail", .handle = {}, .lane = Lane::slow}};
    const auto system = platform.system();
    Claims claims(*database, system, kinds, "a");
    for (int i = 0; i < 100; ++i) order("errand", "x");
    const auto alone = micros_of_a_claim(claims);
    database->write([&](db::Tx& tx) { tx.execute(many_mails); });
    // A look at each of the others takes a hundred times as long.
    EXPECT_LT(micros_of_a_claim(claims), 8 * alone + 500);
    EXPECT_EQ(claims.next(Lane::slow, {})->kind, "mail");
}

TEST_P(RunnerTest, a_job_is_in_the_lane_of_its_kind_whoever_enqueued_it) {
    order("mail", "by a node that knows no lanes");
    Kind slow = recording("mail");
    slow.lane = Lane::slow;
    std::vector<Kind> kinds{slow};
    const auto system = platform.system();
    Claims claims(*database, system, kinds, "a");
    EXPECT_FALSE(claims.next_time(Lane::slow));
    claims.begin();
    EXPECT_TRUE(claims.next_time(Lane::slow));
    EXPECT_FALSE(claims.next(Lane::quick, {}));
    auto jobs = runner(kinds);
    order("mail", "by one that does");
    EXPECT_EQ(jobs->run_due(), 2);
}

TEST_P(RunnerTest, many_nodes_run_each_job_once) {
    std::map<std::string, int> times;
    Kind kind{"errand", [&](const Context&, const Job& job) {
                  std::lock_guard lock(mutex);
                  ++times[json::from_json<Errand>(job.payload).what];
                  ran.add();
              }};
    auto a = runner({kind}, "a"), b = runner({kind}, "b");
    a->start();
    b->start();
    database->write([&](db::Tx& tx) {
        for (int i = 0; i < 300; ++i) enqueue(tx, context, "errand", Errand{std::to_string(i)});
    });
    ASSERT_TRUE(ran.reaches(300));
    a->stop();
    b->stop();
    EXPECT_EQ(ran.count(), 300);
    EXPECT_EQ(times.size(), 300u);
    EXPECT_EQ(counts_of("errand").waiting + counts_of("errand").running, 0);
}

TEST_P(RunnerTest, a_dead_nodes_job_is_taken_over_when_its_lease_ends) {
    const std::vector<Kind> kinds{recording("errand")};
    const auto system = platform.system();
    order("errand", "x");
    Claims killed(*database, system, kinds, "killed");
    const auto held = killed.next(Lane::quick, {});
    ASSERT_TRUE(held);
    auto jobs = runner({recording("errand")}, "b");
    EXPECT_EQ(jobs->run_due(), 0);
    clock.advance(2min);
    EXPECT_EQ(jobs->run_due(), 1);
    // The node was not dead but very slow: what it says now does not count.
    killed.finish({held->id, held->claim, held->version, Ending::again, clock.now(), "late"});
    EXPECT_EQ(jobs->run_due(), 0);
    EXPECT_EQ(done, (Texts{"x"}));
}

TEST_P(RunnerTest, leases_are_renewed_while_a_job_runs) {
    TestCounter started;
    std::promise<void> release;
    Kind kind{"errand", [&](const Context&, const Job&) {
                  started.add();
                  release.get_future().wait();
                  ran.add();
              }};
    auto a = runner({kind}, "a");
    a->start();
    order("errand", "x");
    ASSERT_TRUE(started.reaches(1));
    auto b = runner({{"errand", [&](const Context&, const Job&) { started.add(); }}}, "b");
    for (int i = 0; i < 20; ++i) {
        clock.advance(20s);
        // The keeper renews when the clock moves.
        while (!lease_is_longer_than(30s)) std::this_thread::yield();
        EXPECT_EQ(b->run_due(), 0);
    }
    release.set_value();
    EXPECT_TRUE(ran.reaches(1));
}

TEST_P(RunnerTest, regression_an_end_that_could_not_be_written_is_written_later) {
    // As on a full disk: the job is done, and for a moment nobody can say so.
    auto jobs = runner({{"errand",
                         [&](const Context&, const Job&) {
                             db::fail_nth_change(*database, 1);
                             ran.add();
                         }},
                        recording("other")});
    jobs->start();
    order("errand", "x");
    ASSERT_TRUE(ran.reaches(1));
    // The clock stands still: no lease ends, and nobody takes the job over.
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (counts_of("errand").running && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    EXPECT_EQ(counts_of("errand").running, 0);
    jobs->stop();
    EXPECT_EQ(ran.count(), 1);
}

TEST_P(RunnerTest, regression_a_claim_whose_answer_was_lost_is_not_waited_for) {
    constexpr std::string_view text = "UPDATE jobs SET state = 'running', node = 'a', claim = 1, attempts = 1, lease_until = $1";
    constexpr db::Statement claim_for_nobody{"test.claim_for_nobody", text, text};
    auto jobs = runner({{"errand", [&](const Context&, const Job& job) {
                             note(json::from_json<Errand>(job.payload).what);
                             if (ran.count() == 1) db::fail_nth_change(*database, 1);
                         }}});
    jobs->start();
    database->write([&](db::Tx& tx) {
        enqueue(tx, context, "errand", Errand{"lost"});
        tx.execute(claim_for_nobody, clock.now() + 30s);
    });
    // The next one's end and claim fail: then the node looks for what it does not know of. The clock stands still, and no lease ends.
    order("errand", "next");
    EXPECT_TRUE(ran.reaches(2));
    jobs->stop();
    EXPECT_EQ(done, (Texts{"next", "lost"}));
}

TEST_P(RunnerTest, regression_a_job_that_is_ordered_while_a_worker_looks_does_not_wait) {
    // Each is ordered while the worker that ended the one before looks whether there is more.
    constexpr int many = 600;
    auto jobs = runner({recording("errand")}, "a", 1);
    jobs->start();
    for (int i = 1; i <= many; ++i) {
        order("errand", "x");
        ASSERT_TRUE(ran.reaches(i));
    }
}

TEST_P(RunnerTest, a_job_that_kills_its_node_becomes_a_dead_letter) {
    std::vector<Kind> kinds{recording("errand")};
    kinds[0].max_attempts = 3;
    const auto system = platform.system();
    Claims claims(*database, system, kinds, "killed");
    order("errand", "deadly");
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(claims.next(Lane::quick, {}));
        claims.begin();
    }
    EXPECT_FALSE(claims.next(Lane::quick, {}));
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_EQ(dead()[0].last_error, "the node that ran it was started again");
}

INSTANTIATE_TEST_SUITE_P(databases, RunnerTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

}  // namespace
}  // namespace goodhost::jobs
