#include "platform/http/edge_thread.hpp"

#include <utility>

namespace goodhost::http {

EdgeThread::EdgeThread() { work_.emplace(context_.get_executor()); }

EdgeThread::~EdgeThread() { finish(); }

void EdgeThread::start() {
    thread_ = std::thread([this] { context_.run(); });
}

void EdgeThread::finish() {
    {
        std::lock_guard lock(mutex_);
        finished_ = true;
    }
    work_.reset();
    if (thread_.joinable()) thread_.join();
}

void EdgeThread::add(Watched& watched) {
    watched_.insert(&watched);
    load_.store(watched_.size(), std::memory_order_relaxed);
    if (!sweeping_) arm_sweep();
}

void EdgeThread::remove(Watched& watched) {
    watched_.erase(&watched);
    load_.store(watched_.size(), std::memory_order_relaxed);
    if (watched_.empty() && sweeping_) sweep_timer_.cancel();
}

void EdgeThread::arm_sweep() {
    sweeping_ = true;
    sweep_timer_.expires_after(sweep_interval);
    sweep_timer_.async_wait([this](boost::system::error_code) { sweep(); });
}

void EdgeThread::sweep() {
    auto now = std::chrono::steady_clock::now();
    std::vector<Watched*> late;
    for (auto* watched : watched_)
        if (watched->deadline_ <= now) late.push_back(watched);
    for (auto* watched : late) {
        if (!watched_.contains(watched)) continue;  // it went with one before it
        watched->deadline_ = Monotonic::max();
        watched->expire();
    }
    sweeping_ = false;
    if (!watched_.empty()) arm_sweep();
}

void EdgeThread::wind_up_all() {
    for (auto* watched : snapshot())
        if (watched_.contains(watched)) watched->wind_up();
}

void EdgeThread::abandon_all() {
    for (auto* watched : snapshot())
        if (watched_.contains(watched)) watched->abandon();
}

}  // namespace goodhost::http
