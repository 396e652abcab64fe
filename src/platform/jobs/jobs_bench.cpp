#include <benchmark/benchmark.h>

#include "platform/core/testing.hpp"
#include "platform/db/testing.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/migrations.hpp"

namespace goodhost::jobs {
namespace {

struct Errand {
    int number = 0;
};
BOOST_DESCRIBE_STRUCT(Errand, (), (number))

/// 2,000 jobs that do nothing, by four workers: claiming and ending.
void run_jobs(benchmark::State& state) {
    constexpr int count = 2000;
    for (auto _ : state) {
        state.PauseTiming();
        db::testing::TestDatabase database(state.range(0) ? db::Dialect::postgres : db::Dialect::sqlite, migrations);
        SystemClock clock;
        TestServices services(clock, *database);
        TestCounter ran;
        Runner runner(*database, services.system(), {{"errand", [&](const Context&, const Job&) { ran.add(); }}}, "bench");
        database->write([&](db::Tx& tx) {
            for (int i = 0; i < count; ++i) enqueue(tx, services.system(), "errand", Errand{i});
        });
        state.ResumeTiming();
        runner.start();
        if (!ran.reaches(count, std::chrono::seconds{60})) state.SkipWithError("not done");
        runner.stop();
    }
    state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(run_jobs)->Arg(0)->Arg(1)->UseRealTime()->Iterations(3);

}  // namespace
}  // namespace goodhost::jobs
