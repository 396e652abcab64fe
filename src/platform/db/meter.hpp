#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/db/db.hpp"

namespace goodhost::db {

/// Counts, times and, for tests, breaks the statements of one database. Shared by its connections. Thread-safe.
class Meter {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit Meter(const Options& options) : slow_(options.slow_statement), report_(options.report) {}

    /// Nothing is ever slow: the clock needs not be asked.
    bool is_timed() const { return slow_ < std::chrono::milliseconds::max(); }
    static Moment now() { return std::chrono::steady_clock::now(); }
    /// Counts a statement; true when it was slow and its plan was not told within the last minute.
    bool is_slow(std::string_view name, std::chrono::nanoseconds took);
    void tell_slow(std::string_view name, std::chrono::nanoseconds took, std::string_view plan);
    /// A job that held the one writer for long, though no statement of it was slow.
    void tell_slow_job(std::string_view last_statement, std::chrono::nanoseconds took) const;
    void report(std::string_view line) const;

    /// Before each statement of a write transaction; throws Error other when a test asked it to fail.
    void before_change();
    void fail_nth_change(std::int64_t n);
    std::int64_t changes() const { return changes_; }

    void count_commit(std::int64_t jobs) { ++commits_, jobs_ += jobs; }
    void count_retry() { ++retries_; }
    Statistics statistics() const { return {statements_, commits_, jobs_, retries_, slow_count_, 0}; }

  private:
    const std::chrono::milliseconds slow_;
    const std::function<void(std::string_view)> report_;
    std::atomic<std::int64_t> statements_ = 0, commits_ = 0, jobs_ = 0, retries_ = 0, slow_count_ = 0;
    std::atomic<std::int64_t> changes_ = 0, fail_at_ = 0;
    std::mutex mutex_;
    std::map<std::string, Moment, std::less<>> told_;
};

}  // namespace goodhost::db
