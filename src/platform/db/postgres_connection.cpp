#include "platform/db/postgres_connection.hpp"

#include <fmt/format.h>

namespace goodhost::db {

namespace {

void each_row(const PGresult* result, RowPlan& plan, const PostgresConnection::OnRow& on_row) {
    PostgresCursor cursor(result, plan);
    for (int row = 0, rows = cursor.rows(); row < rows; ++row) {
        cursor.move_to(row);
        on_row(cursor);
    }
}

/// Values that may be kept: bytes are only borrowed, and a plan does not need them.
std::vector<Value> without_bytes(std::span<const Value> values) {
    std::vector<Value> kept(values.begin(), values.end());
    for (auto& value : kept)
        if (std::holds_alternative<Blob>(value)) value = nullptr;
    return kept;
}

bool is_stale(std::string_view state) { return state == "0A000" || state == "26000"; }

}  // namespace

PostgresConnection::PostgresConnection(const Options& options, Meter& meter) : meter_(meter) {
    connect(options);
    configure(options);
}

/// What stands before `dbname` are defaults that the URL may overrule.
void PostgresConnection::connect(const Options& options) {
    const char* keys[] = {
        "connect_timeout", "keepalives_idle", "tcp_user_timeout", "application_name", "dbname", "client_encoding", nullptr};
    const char* values[] = {"5", "30", "30000", "goodhost", options.postgres_url.c_str(), "UTF8", nullptr};
    auto& pq = libpq();
    handle_.reset(pq.connectdbParams(keys, values, 1));
    if (!handle_) throw Error(ErrorKind::other, {}, "no memory for a connection");
    if (pq.status(handle_.get()) != CONNECTION_OK) throw Error(ErrorKind::disconnected, {}, pq.errorMessage(handle_.get()));
    pq.setNoticeProcessor(
        handle_.get(), [](void*, const char*) {}, nullptr);
}

/// Statements are planned once a connection: planning took longer than most of them run, and they are written for their indexes,
/// whatever the values. What is read is in memory or on a disk without heads, where a page here and there costs no more than the next.
void PostgresConnection::configure(const Options& options) {
    auto& pq = libpq();
    auto unfit = [](const std::string& why) { return Problem(ProblemKind::unavailable, "platform.database_unavailable", why); };
    if (pq.serverVersion(handle_.get()) < 130000) throw unfit("PostgreSQL 13 or newer is needed");
    const char* encoding = pq.parameterStatus(handle_.get(), "server_encoding");
    if (!encoding || std::string_view(encoding) != "UTF8") throw unfit("the database must be made with ENCODING 'UTF8'");
    execute(
        fmt::format("SET statement_timeout = {}; SET TimeZone = 'UTC'; SET client_min_messages = warning;"
                    "SET standard_conforming_strings = on; SET bytea_output = hex; SET plan_cache_mode = force_generic_plan;"
                    "SET random_page_cost = 1.1",
                    options.statement_timeout.count()));
}

void PostgresConnection::execute(const std::string& sql) { checked(libpq().exec(handle_.get(), sql.c_str()), sql.substr(0, 60)); }

void PostgresConnection::commit() {
    if (std::exchange(to_begin_, nullptr)) return;
    auto result = checked(libpq().exec(handle_.get(), "COMMIT"), "COMMIT");
    if (std::string_view(libpq().cmdStatus(result.get())) != "COMMIT") throw Error(ErrorKind::other, {}, "the transaction was rolled back");
}

void PostgresConnection::rollback() {
    if (!std::exchange(to_begin_, nullptr)) execute("ROLLBACK");
}

/// The answer is taken, and thrown away, before the next use. Nothing depends on it.
void PostgresConnection::end_reading() {
    if (std::exchange(to_begin_, nullptr)) return;
    libpq().sendQuery(handle_.get(), "COMMIT");
}

void PostgresConnection::run(const Statement& statement, std::span<const Value> values, const OnRow& on_row) {
    auto& found = prepared(&statement, statement.postgres, statement.name);
    each_row(run_prepared(found, statement.name, values).get(), found.plan, on_row);
}

void PostgresConnection::run(const Query& query, const OnRow& on_row) {
    auto& found = prepared(nullptr, query.text(Dialect::postgres), query.name());
    each_row(run_prepared(found, query.name(), query.values()).get(), found.plan, on_row);
}

std::int64_t PostgresConnection::change(const Statement& statement, std::span<const Value> values) {
    auto& found = prepared(&statement, statement.postgres, statement.name);
    auto result = run_prepared(found, statement.name, values);
    if (std::string_view(libpq().cmdStatus(result.get())).starts_with("SELECT")) return 0;
    return std::atoll(libpq().cmdTuples(result.get()));
}

std::int64_t PostgresConnection::horizon() {
    static constexpr Statement oldest_running{"db.horizon", "", "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"};
    std::int64_t horizon = 0;
    run(oldest_running, {}, [&](Cursor& row) { horizon = row.integer(0); });
    return horizon;
}

PostgresPrepared& PostgresConnection::prepared(const void* address, std::string_view text, std::string_view name) {
    if (auto* found = cache_.find(address, text)) return *found;
    if (cache_.full()) {
        execute("DEALLOCATE ALL");
        cache_.clear([](const PostgresPrepared&) { return false; });
    }
    auto made = std::make_unique<PostgresPrepared>();
    made->text = text;
    made->name = "s" + std::to_string(++statements_made_);
    checked(libpq().prepare(handle_.get(), made->name.c_str(), made->text.c_str(), 0, nullptr), name);
    return *cache_.add(address, std::move(made));
}

PostgresResult PostgresConnection::run_prepared(const PostgresPrepared& statement, std::string_view name, std::span<const Value> values) {
    PostgresParameters parameters(values);
    auto began = Meter::now();
    auto result = to_begin_ ? begin_with(statement, parameters, name) : execute_prepared(statement, parameters, name);
    auto took = Meter::now() - began;
    if (meter_.is_slow(name, took)) slow_.push_back({std::string(name), statement.text, without_bytes(values), took});
    return result;
}

PostgresResult PostgresConnection::execute_prepared(const PostgresPrepared& statement, const PostgresParameters& parameters,
                                                    std::string_view name) {
    return checked(libpq().execPrepared(handle_.get(), statement.name.c_str(), parameters.count(), parameters.values(),
                                        parameters.lengths(), parameters.formats(), 0),
                   name);
}

PostgresResult PostgresConnection::begin_with(const PostgresPrepared& statement, const PostgresParameters& parameters,
                                              std::string_view name) {
    auto& pq = libpq();
    auto* handle = handle_.get();
    // What end_reading() left.
    while (auto* rest = pq.getResult(handle)) pq.clear(rest);
    bool sent = pq.enterPipelineMode(handle) &&
                pq.sendQueryParams(handle, std::exchange(to_begin_, nullptr), 0, nullptr, nullptr, nullptr, nullptr, 0) &&
                pq.sendQueryPrepared(handle, statement.name.c_str(), parameters.count(), parameters.values(), parameters.lengths(),
                                     parameters.formats(), 0) &&
                pq.pipelineSync(handle);
    PostgresResult results[3];
    if (sent)
        for (auto& result : results) {
            result.reset(pq.getResult(handle));
            // The null that ends the results of each.
            if (&result != &results[2] && result) PostgresResult(pq.getResult(handle));
        }
    pq.exitPipelineMode(handle);
    checked(results[0].release(), "BEGIN");
    return checked(results[1].release(), name);
}

PostgresResult PostgresConnection::checked(PGresult* raw, std::string_view name) {
    PostgresResult result(raw);
    auto& pq = libpq();
    auto status = result ? pq.resultStatus(result.get()) : PGRES_FATAL_ERROR;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    const char* state = result ? pq.resultErrorField(result.get(), PG_DIAG_SQLSTATE) : nullptr;
    stale_ = stale_ || is_stale(state ? state : "");
    throw postgres_error(handle_.get(), result.get(), name);
}

void PostgresConnection::tell_slow() {
    for (auto& slow : std::exchange(slow_, {})) meter_.tell_slow(slow.name, slow.took, plan_of(slow));
}

std::string PostgresConnection::plan_of(const Slow& slow) {
    auto& pq = libpq();
    PostgresParameters parameters(slow.values);
    PostgresResult result(pq.execParams(handle_.get(), ("EXPLAIN " + slow.text).c_str(), parameters.count(), nullptr, parameters.values(),
                                        parameters.lengths(), parameters.formats(), 0));
    std::string plan;
    for (int row = 0, rows = pq.ntuples(result.get()); row < rows; ++row)
        plan += std::string("  ") + pq.getvalue(result.get(), row, 0) + "\n";
    return plan;
}

std::vector<PostgresConnection::Word> PostgresConnection::words() {
    auto& pq = libpq();
    if (!pq.consumeInput(handle_.get())) throw Error(ErrorKind::disconnected, {}, pq.errorMessage(handle_.get()));
    std::vector<Word> words;
    while (PGnotify* word = pq.notifies(handle_.get())) {
        words.emplace_back(word->relname, word->extra);
        pq.freemem(word);
    }
    return words;
}

}  // namespace goodhost::db
