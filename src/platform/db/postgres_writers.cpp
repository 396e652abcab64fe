#include "platform/db/postgres_writers.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "platform/db/transaction.hpp"

namespace goodhost::db {

namespace {

class PostgresTx final : public Transaction<PostgresConnection, Dialect::postgres> {
  public:
    using Transaction::Transaction;
    std::int64_t horizon() override { return connection_.horizon(); }
};

/// How often, and how long apart, a job is tried. The waits are random so that those who met do not meet again.
class Patience {
  public:
    /// Waits before another attempt; false when there have been enough.
    bool wait(ErrorKind why) {
        if (why == ErrorKind::serialization) return ++collisions_ <= 25 && sleep(collisions_, 1.0, 200.0);
        return ++breaks_ <= 6 && sleep(breaks_, 50.0, 1000.0);
    }

  private:
    bool sleep(int times, double first_millis, double most_millis) {
        auto millis = std::min(first_millis * std::pow(2.0, times - 1), most_millis);
        std::uniform_real_distribution<double> jitter(0.5, 1.5);
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(millis * jitter(random_)));
        return true;
    }

    int collisions_ = 0, breaks_ = 0;
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace

PostgresWriters::PostgresWriters(const Options& options, Meter& meter) : options_(options), meter_(meter), notifier_(options, meter) {
    for (int i = 0; i < options.writers; ++i) threads_.emplace_back([this] { work(); });
}

void PostgresWriters::stop() {
    queue_.close();
    std::lock_guard lock(stopping_);
    for (auto& thread : threads_) thread.join();
    threads_.clear();
    notifier_.stop();
}

void PostgresWriters::work() {
    Connection connection;
    while (auto job = queue_.pop()) {
        auto result = perform(connection, *job);
        finish(*job, result);
    }
}

PostgresWriters::Attempt PostgresWriters::perform(Connection& connection, const Job& job) {
    Patience patience;
    for (;;) {
        auto result = attempt(connection, job);
        if (result.again == ErrorKind::other || !patience.wait(result.again)) return result;
        meter_.count_retry();
    }
}

PostgresWriters::Attempt PostgresWriters::attempt(Connection& connection, const Job& job) {
    std::optional<PostgresTx> tx;
    bool committing = false;
    try {
        if (!connection) connection = std::make_unique<PostgresConnection>(options_, meter_);
        connection->begin("BEGIN ISOLATION LEVEL REPEATABLE READ");
        tx.emplace(*connection, meter_);
        job.run(*tx);
        if (tx->doomed()) throw *tx->doomed();
        committing = true;
        connection->commit();
        connection->tell_slow();
        return {nullptr, ErrorKind::other, std::move(tx->outbox())};
    } catch (const Error& error) {
        auto& cause = tx && tx->doomed() ? *tx->doomed() : error;
        return {std::current_exception(), abandon(connection, &cause, committing), {}};
    } catch (...) {
        auto* cause = tx && tx->doomed() ? &*tx->doomed() : nullptr;
        return {std::current_exception(), abandon(connection, cause, committing), {}};
    }
}

/// Ends the transaction on our side. Tells whether the job may be run again: after a connection that broke in COMMIT
/// nobody knows, so not.
ErrorKind PostgresWriters::abandon(Connection& connection, const Error* cause, bool committing) {
    bool collided = cause && cause->kind == ErrorKind::serialization;
    if (connection && !connection->broken()) try {
            connection->rollback();
            connection->tell_slow();
            return collided ? ErrorKind::serialization : ErrorKind::other;
        } catch (const Error&) {
            // It broke now, before COMMIT or after its refusal; the answer does not change.
        }
    connection.reset();
    if (collided) return ErrorKind::serialization;
    bool lost = cause && cause->kind == ErrorKind::disconnected;
    return lost && !committing ? ErrorKind::disconnected : ErrorKind::other;
}

void PostgresWriters::finish(const Job& job, Attempt& attempt) {
    if (!attempt.error) {
        meter_.count_commit(1);
        notifier_.say(std::move(attempt.outbox.words));
        for (auto& action : attempt.outbox.actions) call_safely(meter_, action);
    }
    call_safely(meter_, [&] { job.done(attempt.error); });
}

}  // namespace goodhost::db
