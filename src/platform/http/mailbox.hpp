#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "platform/http/asio.hpp"
#include "platform/http/http.hpp"

namespace goodhost::http {

/// What a handler decided: an answer, a WebSocket, or, with neither, nothing at all.
struct Outcome {
    std::optional<Response> response;
    std::shared_ptr<SocketHandler> socket;
};

/// Where the outcome of one request arrives. Used on the connection's thread only; outlives the connection when the
/// handler does.
class Mailbox {
  public:
    /// Ends when the outcome has come or wake was called. One waiter.
    Task<void> arrival();
    /// A second outcome is dropped.
    void put(Outcome outcome);
    /// Gives up waiting.
    void wake();
    /// Moves the outcome out, if it has come.
    std::optional<Outcome> take();

  private:
    std::optional<Outcome> outcome_;
    std::move_only_function<void()> resume_;
    bool awake_ = false;
};

class EdgeThread;

/// The sending half, shared by all copies of a Respond: the first call counts, and dropping the last without a call
/// delivers an empty outcome.
class Sender {
  public:
    Sender(std::shared_ptr<EdgeThread> thread, std::shared_ptr<Mailbox> mailbox);
    ~Sender();
    Sender(const Sender&) = delete;
    /// From any thread.
    void send(Outcome outcome);

  private:
    std::shared_ptr<EdgeThread> thread_;
    std::shared_ptr<Mailbox> mailbox_;
    std::atomic<bool> sent_{false};
};

}  // namespace goodhost::http
