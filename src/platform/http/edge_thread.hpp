#pragma once
#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <unordered_set>
#include <vector>

#include "platform/http/asio.hpp"

namespace goodhost::http {

using Monotonic = std::chrono::steady_clock::time_point;

/// Something with a deadline that a thread looks after. Setting the deadline is a plain store, so that a request costs
/// no timer; the thread's sweep notices within `sweep_interval`.
class Watched {
  public:
    virtual ~Watched() = default;
    /// The deadline has passed; it is at `max` when this is called.
    virtual void expire() = 0;
    /// The server goes down: end when idle, else after what runs.
    virtual void wind_up() = 0;
    /// Grace is over: end now.
    virtual void abandon() = 0;

  protected:
    friend class EdgeThread;
    Monotonic deadline_ = Monotonic::max();
};

/// One thread with its io_context and the connections that live on it. Held by whoever may still post to it.
class EdgeThread : public std::enable_shared_from_this<EdgeThread> {
  public:
    static constexpr std::chrono::milliseconds sweep_interval{200};

    EdgeThread();
    ~EdgeThread();
    EdgeThread(const EdgeThread&) = delete;
    void start();
    /// Ends the loop when nothing is left in it, and joins.
    void finish();

    asio::io_context& context() { return context_; }
    /// Runs `action` on the thread; drops it once the thread has finished, for an action that is never run may hold the
    /// thread itself. Any thread.
    template <class Action>
    void post(Action action) {
        std::lock_guard lock(mutex_);
        bool runs = !finished_ || context_.get_executor().running_in_this_thread();
        if (runs) asio::post(context_, std::move(action));
    }
    /// Any thread.
    std::size_t load() const { return load_.load(std::memory_order_relaxed); }

    // On the thread itself:
    void add(Watched& watched);
    void remove(Watched& watched);
    void wind_up_all();
    void abandon_all();
    /// Room to read into; what is read must be taken out before the next suspension.
    std::span<char> scratch() { return scratch_; }

  private:
    void arm_sweep();
    void sweep();
    std::vector<Watched*> snapshot() const { return {watched_.begin(), watched_.end()}; }

    std::unordered_set<Watched*> watched_;
    std::atomic<std::size_t> load_{0};
    std::vector<char> scratch_ = std::vector<char>(64 * 1024);
    bool sweeping_ = false;
    std::mutex mutex_;
    bool finished_ = false;  ///< under the mutex
    // Destroyed first: frames that are still suspended in it take themselves off `watched_`.
    asio::io_context context_{1};
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> sweep_timer_{
        context_.get_executor()};
    std::optional<asio::executor_work_guard<Executor>> work_;
    std::thread thread_;
};

}  // namespace goodhost::http
