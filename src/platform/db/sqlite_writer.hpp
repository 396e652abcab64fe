#pragma once
#include <atomic>
#include <exception>
#include <optional>
#include <thread>
#include <vector>

#include "platform/db/jobs.hpp"
#include "platform/db/listeners.hpp"
#include "platform/db/sqlite_connection.hpp"

namespace goodhost::db {

/// The one writer: takes what waits, runs it as one transaction with a savepoint per job, and answers after the commit:
/// many jobs, one fsync. Nothing waits for a batch to fill; a batch is what came while the last one was committed.
class SqliteWriter {
  public:
    static constexpr std::size_t most_jobs = 256;
    static constexpr std::chrono::milliseconds longest_batch{20};

    /// Opens (makes) the file. `meter` and `listeners` must outlive the writer.
    SqliteWriter(const std::string& file, const Options& options, Meter& meter, Listeners& listeners);
    ~SqliteWriter() { stop(); }
    void push(Job job) { queue_.push(std::move(job)); }
    std::size_t waiting() const { return queue_.waiting(); }
    bool is_this_thread() const { return queue_.is_worker(); }
    /// Runs what was accepted, then ends. Thread-safe.
    void stop();

  private:
    struct Outcome {
        Job job;
        Outbox outbox;
        std::exception_ptr error;
    };
    using Batch = std::vector<Outcome>;

    void loop();
    void run_batch(Job first);
    std::exception_ptr run_jobs(Batch& batch, Job first);
    std::exception_ptr run_one(Outcome& outcome);
    void undo_one();
    std::exception_ptr commit();
    void roll_back();
    void run_alone(Batch& batch);
    std::exception_ptr run_again(Outcome& outcome);
    void settle(Batch& batch, const std::exception_ptr& lost);

    SqliteConnection connection_;
    Meter& meter_;
    Listeners& listeners_;
    JobQueue queue_;
    std::mutex stopping_;
    std::thread thread_;
};

}  // namespace goodhost::db
