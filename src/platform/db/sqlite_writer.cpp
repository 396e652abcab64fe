#include "platform/db/sqlite_writer.hpp"

#include "platform/db/sqlite_reader.hpp"
#include "platform/db/transaction.hpp"

namespace goodhost::db {

namespace {

class SqliteTx final : public Transaction<SqliteConnection, Dialect::sqlite> {
  public:
    using Transaction::Transaction;
    std::int64_t horizon() override { return sqlite_horizon; }
};

const Statement begin{"db.begin", "BEGIN IMMEDIATE", ""};
const Statement end{"db.commit", "COMMIT", ""};
const Statement save{"db.savepoint", "SAVEPOINT job", ""};
const Statement keep{"db.release", "RELEASE job", ""};
const Statement undo{"db.rollback_to", "ROLLBACK TO job", ""};

ErrorKind kind_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& e) { return e.kind; } catch (...) {
        return ErrorKind::other;
    }
}

}  // namespace

SqliteWriter::SqliteWriter(const std::string& file, const Options& options, Meter& meter, Listeners& listeners)
    : connection_(file, SqliteConnection::Mode::write, options, meter), meter_(meter), listeners_(listeners) {
    thread_ = std::thread([this] { loop(); });
}

void SqliteWriter::stop() {
    queue_.close();
    std::lock_guard lock(stopping_);
    if (thread_.joinable()) thread_.join();
}

void SqliteWriter::loop() {
    while (auto job = queue_.pop()) run_batch(std::move(*job));
}

void SqliteWriter::run_batch(Job first) {
    Batch batch;
    batch.reserve(most_jobs);
    auto lost = run_jobs(batch, std::move(first));
    if (!lost) lost = commit();
    if (!lost) return settle(batch, nullptr);
    roll_back();
    // A deferred constraint shows only at the commit and does not tell whose it is; a job that took too long was ended
    // together with the transaction. The others are not to blame: each answers for itself.
    bool ones_fault = kind_of(lost) == ErrorKind::foreign_key || kind_of(lost) == ErrorKind::timeout;
    if (ones_fault && batch.size() > 1) return run_alone(batch);
    settle(batch, lost);
}

/// What is returned says why nothing of the batch can be kept.
std::exception_ptr SqliteWriter::run_jobs(Batch& batch, Job first) {
    connection_.forget_lost();
    auto until = Meter::now() + longest_batch;
    batch.push_back({std::move(first), {}, nullptr});
    try {
        connection_.change(begin, {});
        for (;;) {
            if (auto lost = run_one(batch.back())) return lost;
            if (batch.size() == most_jobs || Meter::now() > until) return nullptr;
            auto job = queue_.try_pop();
            if (!job) return nullptr;
            batch.push_back({std::move(*job), {}, nullptr});
        }
    } catch (...) { return std::current_exception(); }
}

std::exception_ptr SqliteWriter::run_one(Outcome& outcome) {
    connection_.change(save, {});
    SqliteTx tx(connection_, meter_);
    try {
        auto began = Meter::now();
        outcome.job.run(tx);
        meter_.tell_slow_job(tx.last_statement(), Meter::now() - began);
        if (tx.doomed()) throw *tx.doomed();
        outcome.outbox = std::move(tx.outbox());
    } catch (...) {
        outcome.error = std::current_exception();
        if (connection_.lost_transaction() || !connection_.in_transaction()) return outcome.error;
        undo_one();
        return nullptr;
    }
    connection_.change(keep, {});
    return nullptr;
}

void SqliteWriter::undo_one() {
    connection_.change(undo, {});
    connection_.change(keep, {});
}

std::exception_ptr SqliteWriter::commit() {
    try {
        connection_.change(end, {});
        return nullptr;
    } catch (...) { return std::current_exception(); }
}

void SqliteWriter::roll_back() {
    try {
        if (connection_.in_transaction()) connection_.execute("ROLLBACK");
    } catch (const Error& error) { meter_.report("rollback failed: " + error.message); }
}

/// The jobs of a batch that could not be committed together, each in a transaction of its own, save those that failed.
void SqliteWriter::run_alone(Batch& batch) {
    for (auto& outcome : batch) {
        Batch alone;
        alone.push_back({std::move(outcome.job), {}, outcome.error});
        auto lost = outcome.error ? nullptr : run_again(alone.front());
        if (!lost && !outcome.error) lost = commit();
        if (lost) roll_back();
        settle(alone, lost);
    }
}

std::exception_ptr SqliteWriter::run_again(Outcome& outcome) {
    try {
        connection_.change(begin, {});
        return run_one(outcome);
    } catch (...) { return std::current_exception(); }
}

void SqliteWriter::settle(Batch& batch, const std::exception_ptr& lost) {
    std::int64_t kept = 0;
    for (auto& outcome : batch) {
        if (!outcome.error) outcome.error = lost;
        if (!outcome.error) ++kept;
    }
    if (kept) meter_.count_commit(kept);
    for (auto& outcome : batch) {
        if (!outcome.error) {
            for (auto& action : outcome.outbox.actions) call_safely(meter_, action);
            for (auto& [channel, payload] : outcome.outbox.words) listeners_.deliver(channel, payload);
        }
        call_safely(meter_, [&] { outcome.job.done(outcome.error); });
    }
}

}  // namespace goodhost::db
