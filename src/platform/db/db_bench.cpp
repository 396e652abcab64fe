#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <atomic>
#include <latch>

#include "platform/db/testing.hpp"
#include "platform/db/testing_tables.hpp"

/// The layer against the bare SQLite API, on the same file, and against PostgreSQL.
namespace goodhost::db {

namespace {

constexpr int rows = 20;
constexpr Statement list_twelve = tables::same("bench.list_twelve",
                                               "SELECT id, title, urgent, rank, size, ratio, at, colour, parent, nickname, "
                                               "title AS second, title AS third FROM things WHERE id > $1 ORDER BY id LIMIT $2");
constexpr auto bare_insert = "INSERT INTO things (title, urgent, rank, size) VALUES (?1, ?2, ?3, ?4)";
constexpr Statement insert_four =
    tables::same("bench.insert_four", "INSERT INTO things (title, urgent, rank, size) VALUES ($1, $2, $3, $4)");

struct Twelve {
    std::int64_t id = 0;
    std::string title;
    bool urgent = false;
    std::int32_t rank = 0;
    std::int64_t size = 0;
    double ratio = 0;
    Instant at;
    tables::Colour colour = tables::Colour::red;
    std::optional<std::int64_t> parent;
    std::optional<std::string> nickname;
    std::string second, third;
};
BOOST_DESCRIBE_STRUCT(Twelve, (), (id, title, urgent, rank, size, ratio, at, colour, parent, nickname, second, third))

tables::Thing thing() {
    return {.title = "My site shows an error since this morning",
            .urgent = true,
            .rank = 3,
            .size = 1'700'000'000'011,
            .ratio = 0.5,
            .at = from_millis(1'700'000'000'011),
            .colour = tables::Colour::green,
            .nickname = "shop"};
}

void fill(Database& database) {
    database.write([](Tx& tx) {
        for (int i = 0; i < 10'000; ++i) tables::insert_thing_of(tx, thing());
    });
}

struct Bare {
    explicit Bare(const std::string& folder) {
        sqlite3_open((folder + "/goodhost.db").c_str(), &handle);
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA cache_size=-2048");
    }
    ~Bare() { sqlite3_close(handle); }
    void run(const char* sql) { sqlite3_exec(handle, sql, nullptr, nullptr, nullptr); }
    sqlite3_stmt* prepare(std::string_view sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
        return statement;
    }
    sqlite3* handle = nullptr;
};

std::string text_at(sqlite3_stmt* row, int column) {
    return {reinterpret_cast<const char*>(sqlite3_column_text(row, column)), static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

Twelve bare_row(sqlite3_stmt* row) {
    Twelve t;
    t.id = sqlite3_column_int64(row, 0);
    t.title = text_at(row, 1);
    t.urgent = sqlite3_column_int(row, 2);
    t.rank = sqlite3_column_int(row, 3);
    t.size = sqlite3_column_int64(row, 4);
    t.ratio = sqlite3_column_double(row, 5);
    t.at = from_millis(sqlite3_column_int64(row, 6));
    t.colour = text_at(row, 7) == "green" ? tables::Colour::green : tables::Colour::red;
    if (sqlite3_column_type(row, 8) != SQLITE_NULL) t.parent = sqlite3_column_int64(row, 8);
    if (sqlite3_column_type(row, 9) != SQLITE_NULL) t.nickname = text_at(row, 9);
    t.second = text_at(row, 10);
    t.third = text_at(row, 11);
    return t;
}

void select_bare(benchmark::State& state) {
    testing::TestDatabase database(Dialect::sqlite, tables::migrations);
    fill(*database);
    Bare bare(database.options().data);
    auto* statement = bare.prepare(list_twelve.sqlite);
    std::int64_t from = 0;
    for (auto _ : state) {
        std::vector<Twelve> read;
        bare.run("BEGIN");
        sqlite3_bind_int64(statement, 1, from++ % 9000);
        sqlite3_bind_int64(statement, 2, rows);
        while (sqlite3_step(statement) == SQLITE_ROW) read.push_back(bare_row(statement));
        sqlite3_reset(statement);
        bare.run("COMMIT");
        benchmark::DoNotOptimize(read);
    }
    sqlite3_finalize(statement);
}
BENCHMARK(select_bare);

void select_by_the_layer(benchmark::State& state, Dialect dialect) {
    testing::TestDatabase database(dialect, tables::migrations);
    fill(*database);
    std::int64_t from = 0;
    for (auto _ : state) {
        auto read = database->read([&](Reader& r) { return r.list<Twelve>(list_twelve, from++ % 9000, rows); });
        benchmark::DoNotOptimize(read);
    }
}
BENCHMARK_CAPTURE(select_by_the_layer, sqlite, Dialect::sqlite);

void insert_bare(benchmark::State& state) {
    testing::TestDatabase database(Dialect::sqlite, tables::migrations);
    Bare bare(database.options().data);
    auto* statement = bare.prepare(bare_insert);
    auto batch = state.range(0);
    for (auto _ : state) {
        bare.run("BEGIN IMMEDIATE");
        for (std::int64_t i = 0; i < batch; ++i) {
            sqlite3_bind_text(statement, 1, "My site shows an error", -1, SQLITE_STATIC);
            for (int column = 2; column <= 4; ++column) sqlite3_bind_int64(statement, column, i);
            sqlite3_step(statement);
            sqlite3_reset(statement);
        }
        bare.run("COMMIT");
    }
    sqlite3_finalize(statement);
    state.SetItemsProcessed(state.iterations() * batch);
}
BENCHMARK(insert_bare)->Arg(1)->Arg(64)->Arg(256)->UseRealTime();

/// As many writes wait as the argument says, as they do when the edge awaits them.
void insert_by_the_layer(benchmark::State& state, Dialect dialect) {
    testing::TestDatabase database(dialect, tables::migrations);
    auto waiting = state.range(0);
    auto job = [](Tx& tx) { tx.execute(insert_four, "My site shows an error", 1, 2, 3); };
    for (auto _ : state) {
        std::latch all(waiting);
        for (std::int64_t i = 0; i < waiting; ++i) database->write_async(job, [&](std::exception_ptr) { all.count_down(); });
        all.wait();
    }
    auto told = database->statistics();
    state.SetItemsProcessed(state.iterations() * waiting);
    state.counters["jobs_per_commit"] = static_cast<double>(told.jobs) / static_cast<double>(told.commits);
}
BENCHMARK_CAPTURE(insert_by_the_layer, sqlite, Dialect::sqlite)->Arg(1)->Arg(64)->Arg(256)->UseRealTime();

/// PostgreSQL is not where every machine has it. Its server runs without fsync here, so only the layer's cost shows.
const bool registered = [] {
    if (testing::both_databases().size() < 2) return false;
    benchmark::RegisterBenchmark("select_by_the_layer/postgres", select_by_the_layer, Dialect::postgres);
    benchmark::RegisterBenchmark("insert_by_the_layer/postgres", insert_by_the_layer, Dialect::postgres)->Arg(1)->Arg(64)->UseRealTime();
    return true;
}();

}  // namespace

}  // namespace goodhost::db
