#include "platform/http/worker_pool.hpp"

#include <utility>

namespace goodhost::http {

WorkerPool::WorkerPool(int threads, std::size_t queue_bound) : bound_(queue_bound) {
    for (int i = 0; i < threads; ++i) {
        auto& worker = workers_.emplace_back();
        worker.thread = std::thread([this, &worker] { run(worker); });
    }
}

WorkerPool::~WorkerPool() { stop(); }

bool WorkerPool::submit(std::function<void()> work) {
    std::unique_lock lock(mutex_);
    if (stopping_) return false;
    if (idle_.empty()) {
        if (queue_.size() >= bound_) return false;
        queue_.push_back(std::move(work));
        return true;
    }
    auto* worker = idle_.back();
    idle_.pop_back();
    worker->work = std::move(work);
    ++busy_;
    lock.unlock();
    worker->woken.notify_one();
    return true;
}

void WorkerPool::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        for (auto* worker : idle_) worker->woken.notify_one();
    }
    for (auto& worker : workers_)
        if (worker.thread.joinable()) worker.thread.join();
}

std::size_t WorkerPool::queued() const {
    std::lock_guard lock(mutex_);
    return queue_.size();
}

std::size_t WorkerPool::busy() const {
    std::lock_guard lock(mutex_);
    return busy_;
}

std::function<void()> WorkerPool::next(Worker& self, std::unique_lock<std::mutex>& lock) {
    if (queue_.empty() && !stopping_) {
        idle_.push_back(&self);
        self.woken.wait(lock, [&] { return self.work || stopping_; });
    }
    if (self.work) return std::exchange(self.work, nullptr);
    if (queue_.empty()) return nullptr;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    return work;
}

void WorkerPool::run(Worker& self) {
    std::unique_lock lock(mutex_);
    while (auto work = next(self, lock)) {
        lock.unlock();
        work();
        work = nullptr;
        lock.lock();
        --busy_;
    }
}

}  // namespace goodhost::http
