#include "platform/db/jobs.hpp"

namespace goodhost::db {

namespace {

/// A thread works for one queue for all its life. Not a list of thread ids: those are given to other threads afterwards.
thread_local const JobQueue* works_for = nullptr;

}  // namespace

void JobQueue::push(Job job) {
    {
        std::lock_guard lock(mutex_);
        if (!closed_ && jobs_.size() < most) {
            jobs_.push_back(std::move(job));
            changed_.notify_one();
            return;
        }
    }
    Problem refused(ProblemKind::unavailable, "platform.busy", "the database takes no more writes");
    refused.retry_after_seconds = 5;
    job.done(std::make_exception_ptr(refused));
}

std::optional<Job> JobQueue::pop() {
    works_for = this;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    return take();
}

std::optional<Job> JobQueue::try_pop() {
    std::lock_guard lock(mutex_);
    return take();
}

void JobQueue::close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

bool JobQueue::is_worker() const { return works_for == this; }

std::size_t JobQueue::waiting() const {
    std::lock_guard lock(mutex_);
    return jobs_.size();
}

std::optional<Job> JobQueue::take() {
    if (jobs_.empty()) return std::nullopt;
    std::optional<Job> job(std::move(jobs_.front()));
    jobs_.pop_front();
    return job;
}

void call_safely(Meter& meter, const std::function<void()>& action) {
    try {
        action();
    } catch (const std::exception& e) { meter.report(std::string("an action after a transaction threw: ") + e.what()); }
}

}  // namespace goodhost::db
