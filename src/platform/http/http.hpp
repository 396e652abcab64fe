#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/time.hpp"

/// The HTTP/1.1 edge as slices see it. Nothing here includes Asio or Beast.
namespace goodhost::http {

enum class Method { get, head, post, put, patch, delete_, options, other };
std::string_view to_string(Method method);

/// Names are compared without case; order is kept; a name may stand several times.
class Headers {
  public:
    void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
    void set(std::string_view name, std::string value);
    /// The first value, or an empty view.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }

  private:
    std::vector<std::pair<std::string, std::string>> items_;
};

/// A body that was too large for memory stands in a temporary file, removed with the last owner unless it was moved away.
class SpooledBody {
  public:
    SpooledBody(std::string path, std::uint64_t size) : path(std::move(path)), size(size) {}
    ~SpooledBody();
    SpooledBody(const SpooledBody&) = delete;
    const std::string path;
    const std::uint64_t size;
};

struct Request {
    Method method = Method::get;
    std::string target;                                      ///< as sent
    std::string path;                                        ///< percent-decoded, normalised; always begins with `/`
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
    Headers headers;
    std::string body;
    std::shared_ptr<SpooledBody> spooled;  ///< instead of body when the plan said so
    std::string remote_address;            ///< of the client, behind trusted proxies too
    std::string host;                      ///< without the port, lower case
    bool secure = false;                   ///< TLS here or at a trusted proxy
    std::string id;                        ///< request id: 16 hex digits, or a trusted proxy's X-Request-Id
    Instant received;
    std::string_view query_value(std::string_view name) const;  ///< first, or empty
    std::string_view cookie(std::string_view name) const;       ///< or empty
};

/// Part of a file as a body: sent in pieces, never wholly in memory. Range, If-Range and HEAD are handled by the edge.
struct FileBody {
    std::string path;
    std::uint64_t size = 0;
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    /// Borrowed bytes that outlive the server (embedded assets); used instead of `body` when not empty.
    std::string_view static_body;
    std::optional<FileBody> file;
    bool ranges = false;  ///< answer Range on body/static_body too
};

/// Sends the one response of a request. Copyable, callable from any thread, once; dropping all copies without a call answers 500.
using Respond = std::function<void(Response)>;

/// What to do with the body, decided from the head alone, on the edge's thread: must be quick.
struct BodyPlan {
    std::uint64_t limit = 1 << 20;  ///< bytes; more is 413
    bool spool = false;             ///< to a temporary file
};

enum class CloseCode : std::uint16_t { normal = 1000, going_away = 1001, policy = 1008, too_big = 1009, internal = 1011, try_again = 1013 };

/// The sending half of a WebSocket. Thread-safe, keeps the connection's memory alive, not the connection.
class Socket {
  public:
    virtual ~Socket() = default;
    /// Queues a text frame. False when the connection is gone or the queue is over its bound: then the edge closes with try_again.
    virtual bool send(std::string text) = 0;
    virtual void close(CloseCode code, std::string reason) = 0;
    virtual std::size_t queued_bytes() const = 0;
};

/// The receiving half; called in order, one call at a time, on the edge's thread: must be quick.
class SocketHandler {
  public:
    virtual ~SocketHandler() = default;
    virtual void opened(std::shared_ptr<Socket> socket) = 0;
    virtual void received(std::string_view text) = 0;
    virtual void closed() = 0;
};

/// What the edge asks of the program.
class Application {
  public:
    virtual ~Application() = default;
    virtual BodyPlan plan(const Request& head) = 0;
    /// Called on an edge thread; must hand over and return at once.
    virtual void handle(Request request, Respond respond) = 0;
    /// For an Upgrade: websocket. Answers by calling `accept` with a handler, or `refuse` with a plain response. Any thread.
    virtual void upgrade(Request request, std::function<void(std::shared_ptr<SocketHandler>)> accept, Respond refuse) = 0;
};

struct ServerOptions {
    std::string listen = "127.0.0.1:8080";     ///< host:port, [v6]:port; port 0 picks one
    std::string tls_certificate, tls_key;      ///< PEM files, read again when they change
    std::vector<std::string> trusted_proxies;  ///< addresses or CIDR; only they may set X-Forwarded-For/-Proto/-Host, X-Request-Id
    bool proxy_protocol = false;               ///< PROXY v1/v2 line expected from trusted proxies
    int threads = 0;                           ///< 0: one a core, at most 4
    std::string spool_folder = "/tmp";
    std::size_t max_header_bytes = 32 * 1024;
    int max_connections = 20'000;
    int max_connections_per_address = 1000;  ///< trusted proxies are exempt
    std::chrono::seconds header_timeout{10}, idle_timeout{60}, handler_timeout{60};
    std::chrono::seconds body_timeout{30};  ///< without progress; also the least rate of 1 KB/s over a body is kept
    std::size_t max_websocket_message = 64 * 1024;
    std::size_t max_websocket_queue = 1 << 20;
    std::chrono::seconds websocket_ping{25};
};

struct ServerStatistics {
    std::int64_t connections = 0, requests = 0, sockets = 0, refused = 0;
};

class Server {
  public:
    virtual ~Server() = default;
    /// Begins to listen; throws Problem unavailable naming the address when it can't.
    virtual void start() = 0;
    virtual std::uint16_t port() const = 0;
    /// Stops accepting, finishes what runs for at most `grace`, closes WebSockets with going_away, returns when all is down.
    virtual void stop(std::chrono::milliseconds grace) = 0;
    virtual ServerStatistics statistics() const = 0;
};

/// `application` must outlive the server.
std::unique_ptr<Server> make_server(const ServerOptions& options, Application& application);

std::string percent_decode(std::string_view text, bool plus_is_space);
std::string percent_encode(std::string_view text);
/// `a=1&b=2`, decoded, in order.
std::vector<std::pair<std::string, std::string>> parse_form(std::string_view text);

}  // namespace goodhost::http
