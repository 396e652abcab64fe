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
    void run();
    mutable std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> queue_;
    std::vector<std::thread> threads_;
    std::size_t bound_, busy_ = 0;
    bool stopping_ = false;
};

}  // namespace goodhost::http
