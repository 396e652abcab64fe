#pragma once
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/jobs.hpp"
#include "platform/db/postgres_notifier.hpp"

namespace goodhost::db {

/// Threads that take write jobs, each with a connection of its own that it makes when it first needs it.
class PostgresWriters {
  public:
    /// `options` and `meter` must outlive the writers.
    PostgresWriters(const Options& options, Meter& meter);
    ~PostgresWriters() { stop(); }
    void push(Job job) { queue_.push(std::move(job)); }
    std::size_t waiting() const { return queue_.waiting(); }
    bool is_one_of_these_threads() const { return queue_.is_worker(); }
    /// Runs what was accepted, then ends. Thread-safe.
    void stop();

  private:
    using Connection = std::unique_ptr<PostgresConnection>;
    struct Attempt {
        std::exception_ptr error;
        ErrorKind again = ErrorKind::other;  ///< serialization or disconnected: nothing was committed, so try again
        Outbox outbox;
    };

    void work();
    Attempt perform(Connection& connection, const Job& job);
    Attempt attempt(Connection& connection, const Job& job);
    ErrorKind abandon(Connection& connection, const Error* cause, bool committing);
    void finish(const Job& job, Attempt& attempt);

    const Options& options_;
    Meter& meter_;
    JobQueue queue_;
    PostgresNotifier notifier_;
    std::mutex stopping_;
    std::vector<std::thread> threads_;
};

}  // namespace goodhost::db
