#pragma once
#include <memory>
#include <optional>
#include <string>

#include "platform/http/edge_thread.hpp"
#include "platform/http/http.hpp"
#include "platform/http/refusal.hpp"
#include "platform/http/stream.hpp"

namespace goodhost::http {

/// An HTTP/1.1 GET that asks to become a WebSocket, rightly or not.
bool asks_for_websocket(const Request& request, int version);
/// What is wrong with the asking (RFC 6455 section 4.2.1).
std::optional<Refusal> check_websocket(const Request& request);

/// A WebSocket on a connection's stream. What slices hold of it is the Socket.
class WebSocketSession : public Socket {
  public:
    /// Answers 101, then reads until either side closes. On the thread.
    virtual Task<void> run() = 0;
    /// Closes politely, and cuts when the peer does not answer in time. On the thread.
    virtual void end(CloseCode code) = 0;
    /// Drops the connection. On the thread.
    virtual void cut() = 0;
};

struct WebSocketStart {
    std::string key;       ///< Sec-WebSocket-Key
    std::string leftover;  ///< bytes that were read already
    std::size_t max_message, max_queue;
    std::chrono::seconds ping;
};

std::shared_ptr<WebSocketSession> make_websocket(std::shared_ptr<EdgeThread> thread, std::unique_ptr<Stream> stream, WebSocketStart start,
                                                 std::shared_ptr<SocketHandler> handler);

}  // namespace goodhost::http
