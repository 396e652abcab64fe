#include <benchmark/benchmark.h>

#include "platform/core/testing.hpp"
#include "platform/db/testing.hpp"
#include "platform/trail/migrations.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::trail {
namespace {

using namespace std::chrono_literals;

struct Said {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Said, (), (text))

const std::string words(300, 'x');

db::Dialect dialect_of(const benchmark::State& state) { return state.range(0) ? db::Dialect::postgres : db::Dialect::sqlite; }

struct House {
    explicit House(const benchmark::State& state) : database(dialect_of(state), migrations) {}
    void say(int stream, int entries = 1) {
        database->write([&](db::Tx& tx) {
            for (int i = 0; i < entries; ++i) append(tx, system, "ticket/" + std::to_string(stream + i % 100), "bench.said", Said{words});
        });
    }
    db::testing::TestDatabase database;
    SystemClock clock;
    TestServices services{clock, *database};
    Context system = services.system();
};

/// One entry per transaction and fsync, from one thread that waits for each.
void append_and_commit(benchmark::State& state) {
    House house(state);
    int stream = 0;
    for (auto _ : state) house.say(stream++ % 1000);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(append_and_commit)->Arg(0)->Arg(1)->UseRealTime();

/// The price of the appending itself: hundred entries in a transaction.
void append_hundred(benchmark::State& state) {
    House house(state);
    for (auto _ : state) house.say(0, 100);
    state.SetItemsProcessed(state.iterations() * 100);
}
BENCHMARK(append_hundred)->Arg(0)->Arg(1)->UseRealTime();

/// Five consumers, one of which is concerned by all entries, catch up with 10,000.
void consume(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        House house(state);
        for (int i = 0; i < 100; ++i) house.say(i, 100);
        std::atomic<std::int64_t> seen = 0;
        std::vector<Consumer> list{{"all", {}, [&](db::Tx&, const Context&, const Entry&) { ++seen; }}};
        for (std::string_view name : {"a", "b", "c", "d"}) list.push_back({name, {"other."}, [](db::Tx&, const Context&, const Entry&) {}});
        Consumers consumers(*house.database, house.system, std::move(list), "bench");
        state.ResumeTiming();
        consumers.start();
        if (!consumers.caught_up(60s) || seen != 10'000) state.SkipWithError("not caught up");
        consumers.stop();
    }
    state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(consume)->Arg(0)->Arg(1)->UseRealTime()->Iterations(3);

void verify_10000(benchmark::State& state) {
    House house(state);
    for (int i = 0; i < 100; ++i) house.say(i, 100);
    for (auto _ : state)
        if (!verify(*house.database).faults.empty()) state.SkipWithError("faults");
    state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(verify_10000)->Arg(0)->Arg(1)->UseRealTime();

}  // namespace
}  // namespace goodhost::trail
