#pragma once
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "platform/http/worker_pool.hpp"
#include "platform/net/asio.hpp"

namespace goodhost::net {

/// quick: the database and the disk. slow: what waits for others (names, tokens), so that it can't hold up the rest.
enum class Lane { quick, slow };

/// One thread with its io_context, and workers for what blocks.
class Loop {
  public:
    explicit Loop(int workers, int slow_workers = 0) : quick_(workers, most_queued), slow_(slow_workers, most_queued) {}
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
        auto& workers = lane == Lane::quick ? quick_ : slow_;
        bool taken = workers.submit([this, &work, &done] {
            work();
            asio::post(context_, [&done] { done.cancel(); });
        });
        if (taken) co_await done.async_wait(as_task);
        co_return taken;
    }

  private:
    static constexpr std::size_t most_queued = 256;
    asio::io_context context_{1};
    std::optional<asio::executor_work_guard<Executor>> work_;
    std::thread thread_;
    http::WorkerPool quick_, slow_;
};

}  // namespace goodhost::net
