#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <set>

#include "platform/core/problem.hpp"
#include "platform/http/body.hpp"
#include "platform/lmtp/connection.hpp"
#include "platform/log/log.hpp"
#include "platform/net/accept_faults.hpp"
#include "platform/net/listen.hpp"

namespace goodhost::lmtp {

namespace {

class LmtpServer final : public Server {
  public:
    LmtpServer(Options options, std::unique_ptr<Receiver> receiver)
        : options_(std::move(options)),
          receiver_(std::move(receiver)),
          loop_(options_.workers, 0, options_.takers),
          acceptor_(loop_.context()) {
        http::prepare_spool_folder(options_.spool_folder);
        auto endpoint = net::endpoint_to_bind(options_.listen);
        boost::system::error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(net::asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(256, error);
        if (error)
            throw Problem(ProblemKind::unavailable, "platform.cannot_listen",
                          "can't listen on " + options_.listen + ": " + error.message());
        port_ = acceptor_.local_endpoint().port();
    }
    ~LmtpServer() override { stop(); }

    std::uint16_t port() const override { return port_; }

    void start() override {
        running_ = true;
        net::asio::co_spawn(loop_.context(), accept_all(), net::asio::detached);
        loop_.start();
        log::info("lmtp", {{"port", port_}});
    }

    void stop() override {
        if (!std::exchange(running_, false)) return;
        loop_.post([this] {
            boost::system::error_code ignored;
            acceptor_.close(ignored);
            for (auto* one : connections_) one->wind_up();
        });
        loop_.finish();
    }

  private:
    using Acceptor = net::asio::basic_socket_acceptor<net::tcp, net::Executor>;

    net::Task<void> accept_all() {
        while (acceptor_.is_open()) {
            auto [error, socket] = co_await acceptor_.async_accept(loop_.executor(), net::as_task);
            if (!error) {
                net::asio::co_spawn(loop_.context(), serve(std::move(socket)), net::asio::detached);
            } else if (acceptor_.is_open()) {
                // Out of descriptors, mostly: trying at once would spin.
                faults_.tell(error, port_);
                net::Timer pause(loop_.executor(), std::chrono::milliseconds{50});
                co_await pause.async_wait(net::as_task);
            }
        }
    }

    net::Task<void> serve(net::Socket socket) {
        auto connection = std::make_shared<Connection>(loop_, std::move(socket), options_, *receiver_);
        if (std::ssize(connections_) >= options_.most_connections) {
            co_await connection->turn_away();
            co_return;
        }
        connections_.insert(connection.get());
        co_await connection->run();
        connections_.erase(connection.get());
    }

    const Options options_;
    const std::unique_ptr<Receiver> receiver_;
    std::set<Connection*> connections_;  ///< on the loop's thread
    net::Loop loop_;
    Acceptor acceptor_;
    net::AcceptFaults faults_;
    std::uint16_t port_ = 0;
    bool running_ = false;
};

}  // namespace

std::unique_ptr<Server> make_server(const Options& options, std::unique_ptr<Receiver> receiver) {
    return std::make_unique<LmtpServer>(options, std::move(receiver));
}

}  // namespace goodhost::lmtp
