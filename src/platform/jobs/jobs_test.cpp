#include "platform/jobs/claims.hpp"
#include "platform/jobs/jobs_fixture.hpp"

namespace goodhost::jobs {
namespace {

using JobsTest = JobsFixture;
using Texts = std::vector<std::string>;

TEST_P(JobsTest, a_job_runs_when_its_time_has_come_and_not_a_millisecond_earlier) {
    auto jobs = runner({recording("errand")});
    order("errand", "later", {.at = clock.now() + 1h, .unique_key = {}});
    order("errand", "now");
    EXPECT_EQ(jobs->run_due(), 1);
    clock.advance(1h - 1ms);
    EXPECT_EQ(jobs->run_due(), 0);
    clock.advance(1ms);
    EXPECT_EQ(jobs->run_due(), 1);
    EXPECT_EQ(done, (Texts{"now", "later"}));
    EXPECT_EQ(counts_of("errand").waiting, 0);
}

TEST_P(JobsTest, jobs_run_in_order_of_time_with_what_they_enqueue_themselves) {
    Kind chain{"chain", [this](const Context& with, const Job& job) {
                   const auto errand = json::from_json<Errand>(job.payload);
                   note(errand.what);
                   if (errand.what.size() < 3)
                       with.services.database.write([&](db::Tx& tx) { enqueue(tx, with, "chain", Errand{errand.what + "+"}); });
               }};
    auto jobs = runner({chain});
    order("chain", "b", {.at = clock.now() - 1s, .unique_key = {}});
    order("chain", "a", {.at = clock.now() - 2s, .unique_key = {}});
    EXPECT_EQ(jobs->run_due(), 6);
    EXPECT_EQ(done, (Texts{"a", "b", "a+", "b+", "a++", "b++"}));
}

TEST_P(JobsTest, a_job_exists_only_if_its_transaction_commits) {
    auto jobs = runner({recording("errand")});
    EXPECT_THROW(database->write([&](db::Tx& tx) {
        enqueue(tx, context, "errand", Errand{"lost"});
        throw std::runtime_error("rolled back");
    }),
                 std::runtime_error);
    EXPECT_EQ(jobs->run_due(), 0);
}

TEST_P(JobsTest, the_same_key_moves_the_job) {
    auto jobs = runner({recording("errand"), recording("other")});
    order("errand", "first", {.at = clock.now() + 1h, .unique_key = "k"});
    order("errand", "second", {.at = clock.now() + 2h, .unique_key = "k"});
    order("other", "of its own", {.at = clock.now() + 1h, .unique_key = "k"});
    order("errand", "no key", {.at = clock.now() + 1h, .unique_key = {}});
    order("errand", "no key either", {.at = clock.now() + 1h, .unique_key = {}});
    clock.advance(1h);
    EXPECT_EQ(jobs->run_due(), 3);
    clock.advance(1h);
    EXPECT_EQ(jobs->run_due(), 1);
    EXPECT_EQ(done.back(), "second");
}

TEST_P(JobsTest, a_job_that_is_moved_while_it_runs_runs_once_more) {
    Kind kind{
        "errand", [this](const Context& with, const Job& job) {
            const auto errand = json::from_json<Errand>(job.payload);
            note(errand.what);
            if (errand.what != "first") return;
            with.services.database.write([&](db::Tx& tx) { enqueue(tx, with, "errand", Errand{"again"}, {.at = {}, .unique_key = "k"}); });
            throw std::runtime_error("and the first run failed");
        }};
    auto jobs = runner({kind});
    order("errand", "first", {.at = {}, .unique_key = "k"});
    EXPECT_EQ(jobs->run_due(), 2);
    EXPECT_EQ(done, (Texts{"first", "again"}));
    EXPECT_EQ(counts_of("errand").waiting + counts_of("errand").dead, 0);
}

TEST_P(JobsTest, a_cancelled_job_does_not_run) {
    auto jobs = runner({recording("errand")});
    order("errand", "x", {.at = clock.now() + 1h, .unique_key = "k"});
    order("errand", "stays", {.at = clock.now() + 1h, .unique_key = {}});
    EXPECT_EQ(database->write([](db::Tx& tx) { return cancel(tx, "errand", "k"); }), 1);
    EXPECT_EQ(database->write([](db::Tx& tx) { return cancel(tx, "errand", "k"); }), 0);
    EXPECT_EQ(database->write([](db::Tx& tx) { return cancel(tx, "errand", ""); }), 0);
    clock.advance(1h);
    EXPECT_EQ(jobs->run_due(), 1);
    EXPECT_EQ(done, (Texts{"stays"}));
}

TEST_P(JobsTest, a_failing_job_is_tried_again_later_and_later_and_ends_as_a_dead_letter) {
    int tries = 0;
    bool mended = false;
    Kind kind{"errand", [&](const Context&, const Job& job) {
                  EXPECT_EQ(job.attempts, ++tries);
                  if (!mended) throw std::runtime_error("no answer");
              }};
    kind.max_attempts = 4;
    kind.first_delay = 10s;
    kind.longest_delay = 30s;
    auto jobs = runner({kind});
    order("errand", "x");
    EXPECT_EQ(jobs->run_due(), 1);
    for (auto [early, wait] : {std::pair{7s, 12s}, {15s, 24s}, {23s, 36s}}) {
        clock.advance(early);
        EXPECT_EQ(jobs->run_due(), 0);
        clock.advance(wait - early);
        EXPECT_EQ(jobs->run_due(), 1);
    }
    clock.advance(24h);
    EXPECT_EQ(jobs->run_due(), 0);
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_EQ(dead()[0].last_error, "no answer");
    EXPECT_EQ(dead()[0].attempts, 4);
    EXPECT_EQ(counts_of("errand").dead, 1);
    mended = true;
    tries = 0;
    EXPECT_TRUE(database->write([&](db::Tx& tx) { return retry(tx, context, dead()[0].id); }));
    EXPECT_EQ(jobs->run_due(), 1);
    EXPECT_TRUE(dead().empty());
    EXPECT_FALSE(database->write([&](db::Tx& tx) { return retry(tx, context, 1); }));
}

TEST_P(JobsTest, what_is_not_worth_retrying_is_dead_at_once) {
    auto jobs = runner({{"errand", [](const Context&, const Job&) { throw Problem(ProblemKind::not_found, "tests.gone", "row 7"); }}});
    order("errand", "x");
    jobs->run_due();
    ASSERT_EQ(dead().size(), 1u);
    EXPECT_EQ(dead()[0].last_error, "tests.gone: row 7");
    EXPECT_TRUE(database->write([&](db::Tx& tx) { return discard(tx, dead()[0].id); }));
    EXPECT_TRUE(dead().empty());
}

TEST_P(JobsTest, a_dead_letter_gives_way_to_the_job_that_took_its_key) {
    bool fail = true;
    auto jobs = runner({{"errand", [&](const Context&, const Job&) {
                             if (fail) throw Problem(ProblemKind::invalid, "tests.bad");
                         }}});
    order("errand", "old", {.at = {}, .unique_key = "k"});
    jobs->run_due();
    order("errand", "new", {.at = clock.now() + 1h, .unique_key = "k"});
    EXPECT_TRUE(database->write([&](db::Tx& tx) { return retry(tx, context, dead().at(0).id); }));
    EXPECT_TRUE(dead().empty());
    EXPECT_EQ(counts_of("errand").waiting, 1);
    EXPECT_EQ(counts_of("errand").oldest_due, clock.now() + 1h);
}

INSTANTIATE_TEST_SUITE_P(databases, JobsTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST(Delay, doubles_is_bounded_and_spread) {
    Kind kind{"errand", {}};
    for (int attempts = 1; attempts < 40; ++attempts) {
        const auto nominal = std::min<Duration>(1h, 5s * (std::int64_t{1} << std::min(attempts - 1, 30)));
        for (std::int64_t id = 1; id < 50; ++id) {
            EXPECT_GE(delay_after(kind, id, attempts), nominal * 8 / 10);
            EXPECT_LE(delay_after(kind, id, attempts), nominal * 12 / 10);
        }
    }
    EXPECT_NE(delay_after(kind, 1, 5), delay_after(kind, 2, 5));
}

}  // namespace
}  // namespace goodhost::jobs
