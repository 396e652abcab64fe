#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <condition_variable>
#include <csignal>

#include "platform/core/problem.hpp"
#include "platform/http/connection.hpp"
#include "platform/http/listener.hpp"

namespace goodhost::http {

namespace {

Task<void> serve(EdgeState& state, std::shared_ptr<EdgeThread> thread, TcpSocket socket, Address peer) {
    // The socket belongs to the connection's frame from here on.
    auto stream = state.tls ? state.tls->wrap(std::move(socket)) : std::make_unique<PlainStream>(std::move(socket));
    Connection connection(state, std::move(thread), std::move(stream), peer);
    co_await connection.run();
}

class EdgeServer final : public Server {
  public:
    EdgeServer(const ServerOptions& options, Application& application) : state_(options, application) {}
    ~EdgeServer() override { stop(std::chrono::milliseconds{0}); }
    void start() override;
    std::uint16_t port() const override { return listener_ ? listener_->port() : 0; }
    void stop(std::chrono::milliseconds grace) override;
    ServerStatistics statistics() const override;

  private:
    void accepted(TcpSocket socket, std::shared_ptr<EdgeThread> thread);
    void on_every_thread(void (EdgeThread::*action)());
    bool wait_until_empty(std::chrono::milliseconds most);

    EdgeState state_;
    std::vector<std::shared_ptr<EdgeThread>> threads_;
    std::unique_ptr<Listener> listener_;
};

int thread_count(int wanted) {
    if (wanted > 0) return wanted;
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 4U));
}

void EdgeServer::start() {
    // A peer that has gone makes OpenSSL's write raise it; errors come back as results.
    std::signal(SIGPIPE, SIG_IGN);
    prepare_spool_folder(state_.options.spool_folder);
    const auto count = thread_count(state_.options.threads);
    std::vector<std::shared_ptr<EdgeThread>> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) threads.push_back(std::make_shared<EdgeThread>());
    auto on_accepted = [this](TcpSocket socket, std::shared_ptr<EdgeThread> thread) { accepted(std::move(socket), std::move(thread)); };
    listener_ = std::make_unique<Listener>(state_.options.listen, threads, on_accepted);
    threads_ = std::move(threads);
    for (auto& thread : threads_) thread->start();
    listener_->start();
}

void EdgeServer::accepted(TcpSocket socket, std::shared_ptr<EdgeThread> thread) {
    boost::system::error_code error;
    auto endpoint = socket.remote_endpoint(error);
    auto peer = error ? std::nullopt : Address::from(endpoint.data());
    if (!peer || state_.connections >= state_.options.max_connections || state_.stopping) {
        ++state_.refused;
        return;
    }
    ++state_.connections;
    auto& context = thread->context();
    asio::co_spawn(context.get_executor(), serve(state_, std::move(thread), std::move(socket), *peer), asio::detached);
}

void EdgeServer::on_every_thread(void (EdgeThread::*action)()) {
    for (auto& thread : threads_) thread->post([thread, action] { (thread.get()->*action)(); });
}

void EdgeServer::stop(std::chrono::milliseconds grace) {
    if (threads_.empty()) return;
    if (listener_) listener_->stop();
    state_.stopping = true;
    on_every_thread(&EdgeThread::wind_up_all);
    wait_until_empty(grace);
    on_every_thread(&EdgeThread::abandon_all);
    for (auto& thread : threads_) thread->finish();
    threads_.clear();
}

bool EdgeServer::wait_until_empty(std::chrono::milliseconds most) {
    auto until = std::chrono::steady_clock::now() + most;
    while (state_.connections > 0 && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    return state_.connections == 0;
}

ServerStatistics EdgeServer::statistics() const { return {state_.connections, state_.requests, state_.sockets, state_.refused}; }

}  // namespace

std::unique_ptr<Server> make_server(const ServerOptions& options, Application& application) {
    return std::make_unique<EdgeServer>(options, application);
}

}  // namespace goodhost::http
