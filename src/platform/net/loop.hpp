#pragma once
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "platform/http/worker_pool.hpp"
#include "platform/net/asio.hpp"

namespace goodhost::net {

/// quick: the database and the disk. slow: what waits for others (names, tokens), so that it can't hold up the rest. lengthy: a whole
/// message with all that is done to it, which may wait for programs beside us.
enum class Lane { quick, slow, lengthy };

/// One thread with its io_context, and workers for what blocks.
class Loop {
  public:
    /// Without workers for what is lengthy, the quick ones do it.
    explicit Loop(int workers, int slow_workers = 0, int lengthy_workers = 0)
        : quick_(workers, most_queued),
          slow_(slow_workers, most_queued),
          lengthy_(lengthy_workers, most_queued),
          has_lengthy_(lengthy_workers > 0) {}
    ~Loop() { finish(); }
    Loop(const Loop&) = delete;

    void start() {
        work_.emplace(context_.get_executor());
        thread_ = std::thread([this] { context_.run(); });
    }
    /// Ends when every coroutine has ended: the caller has told them to.
    void finish() {
        work_.reset();
        if (thread_.joinable()) thread_.join();
        quick_.stop();
        slow_.stop();
        lengthy_.stop();
    }
    asio::io_context& context() { return context_; }
    Executor executor() { return context_.get_executor(); }
    template <class Action>
    void post(Action action) {
        asio::post(context_, std::move(action));
    }

    /// Runs `work` on a worker while the coroutine waits; false, without running it, when too much waits already.
    /// `work` must not throw.
    template <class Work>
    Task<bool> offload(Work work, Lane lane = Lane::quick) {
        Timer done(executor(), std::chrono::steady_clock::time_point::max());
        // The word comes back as an action of this loop's only thread, so it can't arrive before the wait below has begun.
        auto& workers = workers_of(lane);
        bool taken = workers.submit([this, &work, &done] {
            work();
            asio::post(context_, [&done] { done.cancel(); });
        });
        if (taken) co_await done.async_wait(as_task);
        co_return taken;
    }

  private:
    http::WorkerPool& workers_of(Lane lane) {
        if (lane == Lane::slow) return slow_;
        return lane == Lane::lengthy && has_lengthy_ ? lengthy_ : quick_;
    }

    static constexpr std::size_t most_queued = 256;
    asio::io_context context_{1};
    std::optional<asio::executor_work_guard<Executor>> work_;
    std::thread thread_;
    http::WorkerPool quick_, slow_, lengthy_;
    const bool has_lengthy_;
};

}  // namespace goodhost::net
