#include "platform/http/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "platform/core/problem.hpp"
#include "platform/net/listen.hpp"

namespace goodhost::http {

namespace {

constexpr int longest_backlog = 4096;

[[noreturn]] void cannot_listen(const std::string& address, const std::string& why) {
    throw Problem(ProblemKind::unavailable, "platform.cannot_listen", "can't listen on " + address + ": " + why);
}

}  // namespace

Listener::Listener(const std::string& address, const std::vector<std::shared_ptr<EdgeThread>>& threads, Accepted accepted)
    : threads_(threads), accepted_(std::move(accepted)), acceptor_(threads.front()->context()) {
    auto endpoint = net::endpoint_to_bind(address);
    boost::system::error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(longest_backlog, error);
    if (error) cannot_listen(address, error.message());
    port_ = acceptor_.local_endpoint().port();
}

void Listener::start() {
    started_ = true;
    asio::co_spawn(acceptor_.get_executor(), accept_all(), [this](const std::exception_ptr&) { ended_.set_value(); });
}

void Listener::stop() {
    if (!std::exchange(started_, false)) return;
    asio::post(acceptor_.get_executor(), [this] {
        boost::system::error_code ignored;
        accept_waiting();
        acceptor_.close(ignored);
    });
    // What was accepted a moment before is still on its way to `accepted`.
    ended_.get_future().wait();
}

void Listener::accept_waiting() {
    boost::system::error_code error;
    acceptor_.non_blocking(true, error);
    for (int i = 0; i < longest_backlog && !error; ++i) {
        auto thread = least_loaded();
        auto socket = acceptor_.accept(thread->context().get_executor(), error);
        if (!error) accepted_(std::move(socket), std::move(thread));
    }
}

Task<void> Listener::accept_all() {
    while (acceptor_.is_open()) {
        auto thread = least_loaded();
        auto [error, socket] = co_await acceptor_.async_accept(thread->context().get_executor(), as_task);
        if (!error) {
            accepted_(std::move(socket), std::move(thread));
        } else if (acceptor_.is_open()) {
            // Out of descriptors, mostly: the connection stays in the backlog, and trying at once would spin.
            faults_.tell(error, port_);
            asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> pause(
                acceptor_.get_executor(), std::chrono::milliseconds{50});
            co_await pause.async_wait(as_task);
        }
    }
}

std::shared_ptr<EdgeThread> Listener::least_loaded() {
    auto best = threads_[next_++ % threads_.size()];
    for (auto& thread : threads_)
        if (thread->load() < best->load()) best = thread;
    return best;
}

}  // namespace goodhost::http
