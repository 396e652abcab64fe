#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/db/db.hpp"
#include "platform/db/meter.hpp"

namespace goodhost::db {

/// A write transaction that waits to be run.
struct Job {
    std::function<void(Tx&)> run;
    std::function<void(std::exception_ptr)> done;
};

/// What a transaction wants to happen once it is durable.
struct Outbox {
    std::vector<std::function<void()>> actions;
    std::vector<std::pair<std::string, std::string>> words;  ///< channel, payload
};

/// Writers take jobs in the order in which they came. Thread-safe.
class JobQueue {
  public:
    static constexpr std::size_t most = 20'000;

    /// Refuses (the job's `done` gets Problem unavailable) when closed or full.
    void push(Job job);
    /// Waits for a job; nothing once the queue is closed and empty.
    std::optional<Job> pop();
    std::optional<Job> try_pop();
    void close();
    /// Whether the calling thread takes jobs from here, so that waiting for one would be waiting for itself.
    bool is_worker() const;
    std::size_t waiting() const;

  private:
    std::optional<Job> take();

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool closed_ = false;
};

/// Calls what others gave us to call; what they throw is reported, because it must not end a thread of the database.
void call_safely(Meter& meter, const std::function<void()>& action);

}  // namespace goodhost::db
