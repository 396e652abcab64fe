#pragma once
#include <boost/asio/basic_waitable_timer.hpp>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "platform/http/edge_thread.hpp"
#include "platform/net/accept_faults.hpp"

namespace goodhost::http {

/// One listening socket, whose connections go to the least loaded thread. (With SO_REUSEPORT a second program would
/// share the port unnoticed, and the kernel would not look at the load.)
class Listener {
  public:
    /// Called on the first thread.
    using Accepted = std::function<void(TcpSocket, std::shared_ptr<EdgeThread>)>;

    /// Binds; throws Problem unavailable naming the address when it can't.
    Listener(const std::string& address, const std::vector<std::shared_ptr<EdgeThread>>& threads, Accepted accepted);
    std::uint16_t port() const { return port_; }
    void start();
    /// No further connection is accepted once this has returned. Those that the kernel has accepted already are: closing would reset them.
    void stop();

  private:
    using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
    Task<void> accept_all();
    void accept_waiting();
    std::shared_ptr<EdgeThread> least_loaded();

    std::vector<std::shared_ptr<EdgeThread>> threads_;
    Accepted accepted_;
    Acceptor acceptor_;
    net::AcceptFaults faults_;
    std::uint16_t port_ = 0;
    std::size_t next_ = 0;
    bool started_ = false;
    std::promise<void> ended_;  ///< accept_all
};

}  // namespace goodhost::http
