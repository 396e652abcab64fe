#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace goodhost::http {

/// Threads for handlers, with a bounded queue. Slow work has a pool of its own, so that reports can't fill this one.
/// Work is given to the worker that became idle last, whose memory is still warm, and wakes nobody else.
class WorkerPool {
  public:
    WorkerPool(int threads, std::size_t queue_bound);
    ~WorkerPool();
    /// False when the queue is full or the pool is stopping: the caller answers 503.
    bool submit(std::function<void()> work);
    /// Finishes what is queued, then joins.
    void stop();
    std::size_t queued() const;
    std::size_t busy() const;

  private:
    struct Worker {
        std::condition_variable woken;
        std::function<void()> work;  ///< given while it was idle
        std::thread thread;
    };
    void run(Worker& self);
    /// Nothing when the pool is stopping and all is done.
    std::function<void()> next(Worker& self, std::unique_lock<std::mutex>& lock);

    mutable std::mutex mutex_;
    std::deque<std::function<void()>> queue_;  ///< empty while a worker is idle
    std::deque<Worker> workers_;
    std::vector<Worker*> idle_;
    std::size_t bound_, busy_ = 0;
    bool stopping_ = false;
};

}  // namespace goodhost::http
