#pragma once
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "platform/core/problem.hpp"

namespace goodhost::db {

/// Lends connections, the one that was used last first, so that few are warm rather than many cold. Thread-safe.
template <class C>
class Pool {
  public:
    Pool(int size, std::function<std::unique_ptr<C>()> make) : make_(std::move(make)), idle_(static_cast<std::size_t>(size)) {}

    /// Gives the connection back at its end. A connection that broke is thrown away and made again when it is next
    /// needed.
    class Lease {
      public:
        Lease(Pool& pool, std::unique_ptr<C> connection) : pool_(pool), connection_(std::move(connection)) {}
        ~Lease() { pool_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        C& operator*() const { return *connection_; }
        C* operator->() const { return connection_.get(); }
        void replace() {
            connection_.reset();
            connection_ = pool_.make_();
        }
        void discard() { connection_.reset(); }
        /// False when it was discarded, or could not be replaced.
        explicit operator bool() const { return connection_ != nullptr; }

      private:
        Pool& pool_;
        std::unique_ptr<C> connection_;
    };

    Lease lend() {
        auto connection = take();
        if (connection) return {*this, std::move(connection)};
        try {
            return {*this, make_()};
        } catch (...) {
            give_back(nullptr);
            throw;
        }
    }

    /// Refuses further leases and waits until all are back.
    void close() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return holders_.empty(); });
        idle_.clear();
    }

  private:
    std::unique_ptr<C> take() {
        auto self = std::this_thread::get_id();
        std::unique_lock lock(mutex_);
        if (std::ranges::find(holders_, self) != holders_.end())
            throw std::logic_error("a thread that reads began to read again: pass the Reader on instead");
        bool free = changed_.wait_for(lock, std::chrono::seconds{10}, [this] { return closed_ || !idle_.empty(); });
        if (!free || closed_) throw Problem(ProblemKind::unavailable, "platform.busy", "no reader became free");
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        holders_.push_back(self);
        return connection;
    }

    void give_back(std::unique_ptr<C> connection) {
        std::lock_guard lock(mutex_);
        std::erase(holders_, std::this_thread::get_id());
        // The ones not made yet stay at the front, so that they are only made when they are needed.
        idle_.insert(connection ? idle_.end() : idle_.begin(), std::move(connection));
        changed_.notify_all();
    }

    const std::function<std::unique_ptr<C>()> make_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<C>> idle_;  ///< null: may be made
    std::vector<std::thread::id> holders_;
    bool closed_ = false;
};

}  // namespace goodhost::db
