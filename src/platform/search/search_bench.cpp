#include <benchmark/benchmark.h>

#include <random>

#include "platform/db/testing.hpp"
#include "platform/search/migrations.hpp"
#include "platform/search/search.hpp"
#include "platform/search/words.hpp"

namespace goodhost::search {
namespace {

constexpr int documents = 100'000;

/// What autovacuum does a minute later.
constexpr db::Statement analyse{"bench.analyse", "ANALYZE", "ANALYZE search_documents"};

/// Words by Zipf's law out of 30,000, a third of them Korean with particles.
std::string text_of(std::mt19937& random) {
    std::string text;
    for (int i = 0; i < 20; ++i) {
        const auto rank = static_cast<int>(std::exp(std::uniform_real_distribution<>(0, std::log(30'000))(random)));
        text += rank % 3 ? "word" + std::to_string(rank) : "서버" + std::to_string(rank) + "에서";
        text += ' ';
    }
    return text;
}

db::testing::TestDatabase& filled(db::Dialect dialect) {
    static std::map<db::Dialect, std::unique_ptr<db::testing::TestDatabase>> made;
    auto& database = made[dialect];
    if (database) return *database;
    database = std::make_unique<db::testing::TestDatabase>(dialect, migrations);
    std::mt19937 random(1);
    for (int from = 0; from < documents; from += 1000)
        (*database)->write([&](db::Tx& tx) {
            for (int i = from; i < from + 1000; ++i)
                put(tx, {.kind = "message", .id = i + 1, .owner = i / 5, .brand = BrandId{1}, .title = "ticket", .text = text_of(random)});
        });
    (*database)->write([](db::Tx& tx) { tx.execute(analyse); });
    return *database;
}

/// Two words as beginnings, the newest fifty of 100,000; with 1, the second begins thousands of words in nearly all documents.
void find_two_words(benchmark::State& state) {
    auto& database = filled(state.range(0) ? db::Dialect::postgres : db::Dialect::sqlite);
    std::mt19937 random(2);
    for (auto _ : state) {
        const auto rank = std::to_string(random() % 300 + 1);
        const auto words = "word" + rank + " " + (state.range(1) ? "서버" : "서버" + std::to_string(random() % 300 / 3 * 3));
        benchmark::DoNotOptimize(database->read([&](db::Reader& reader) { return find(reader, {.words = words, .kinds = {}}); }));
    }
}
BENCHMARK(find_two_words)->ArgsProduct({{0, 1}, {0, 1}})->UseRealTime();

void put_and_commit(benchmark::State& state) {
    auto& database = filled(state.range(0) ? db::Dialect::postgres : db::Dialect::sqlite);
    std::mt19937 random(3);
    std::int64_t id = 1'000'000 + static_cast<std::int64_t>(random() % 1'000'000'000);
    for (auto _ : state)
        database->write([&](db::Tx& tx) {
            put(tx, {.kind = "message", .id = ++id, .owner = 1, .brand = BrandId{1}, .title = "ticket", .text = text_of(random)});
        });
}
BENCHMARK(put_and_commit)->Arg(0)->Arg(1)->UseRealTime();

void split_words(benchmark::State& state) {
    std::mt19937 random(4);
    std::string text;
    for (int i = 0; i < 10; ++i) text += text_of(random);
    for (auto _ : state) benchmark::DoNotOptimize(words_of(text, 10'000));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(split_words);

}  // namespace
}  // namespace goodhost::search
