#include "platform/http/websocket.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <mutex>

#include "platform/http/websocket_stream.hpp"

namespace goodhost::http {

namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

/// A peer that does not answer a close frame, or does not even take it, is cut after this.
constexpr std::chrono::seconds close_patience{3};
/// What waits for the next message, and what is kept of a longer one: most say nothing for hours.
constexpr std::size_t read_piece = 256;
constexpr std::size_t kept_buffer = 1024;
constexpr std::uint16_t unsupported_data = 1003;

constexpr std::uint16_t code_of(CloseCode code) { return static_cast<std::uint16_t>(code); }

class Session final : public WebSocketSession, public std::enable_shared_from_this<Session> {
  public:
    Session(std::shared_ptr<EdgeThread> thread, std::unique_ptr<Stream> stream, WebSocketStart start,
            std::shared_ptr<SocketHandler> handler)
        : thread_(std::move(thread)),
          start_(std::move(start)),
          handler_(std::move(handler)),
          close_timer_(thread_->context().get_executor()) {
        socket_.emplace(std::move(stream), std::move(start_.leftover));
    }

    Task<void> run() override;
    void end(CloseCode code) override { begin_close(code_of(code), {}); }
    void cut() override;

    bool send(std::string text) override;
    void close(CloseCode code, std::string reason) override;
    std::size_t queued_bytes() const override;

  private:
    Task<bool> accept();
    /// What ended it.
    Task<boost::system::error_code> read_all();
    Task<void> linger();
    void deliver(const beast::flat_buffer& message);
    void pump();
    void written(bool failed);
    void begin_close(std::uint16_t code, std::string_view reason);
    void refuse_further(bool and_forget);
    void release();
    template <class Action>
    void on_thread(Action action) {
        thread_->post([self = shared_from_this(), action] { action(*self); });
    }

    std::shared_ptr<EdgeThread> thread_;
    WebSocketStart start_;
    std::shared_ptr<SocketHandler> handler_;

    // The thread's own. `socket_` goes when reading and writing have both ended; slices may hold the rest for longer.
    std::optional<websocket::stream<BeastStream, false>> socket_;
    std::string writing_text_;
    bool writing_ = false, closing_ = false, ended_ = false;
    std::optional<websocket::close_reason> close_reason_;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> close_timer_;

    // Any thread's, under the mutex.
    mutable std::mutex mutex_;
    std::deque<std::string> queue_;
    std::size_t queued_ = 0;
    bool gone_ = false, flush_posted_ = false;
};

bool Session::send(std::string text) {
    std::lock_guard lock(mutex_);
    if (gone_) return false;
    if (queued_ + text.size() > start_.max_queue) {
        gone_ = true;
        queue_.clear();
        on_thread([](Session& self) { self.begin_close(code_of(CloseCode::try_again), "too slow"); });
        return false;
    }
    queued_ += text.size();
    queue_.push_back(std::move(text));
    if (!std::exchange(flush_posted_, true)) on_thread([](Session& self) { self.pump(); });
    return true;
}

void Session::close(CloseCode code, std::string reason) {
    on_thread([code, reason = std::move(reason)](Session& self) { self.begin_close(code_of(code), reason); });
}

std::size_t Session::queued_bytes() const {
    std::lock_guard lock(mutex_);
    return queued_;
}

Task<void> Session::run() {
    // A handler's exception must not take the thread with it; the socket closes with `internal`.
    bool open = co_await accept();
    if (open) {
        try {
            handler_->opened(shared_from_this());
        } catch (const std::exception&) { begin_close(code_of(CloseCode::internal), {}); }
    }
    boost::system::error_code error;
    if (open) error = co_await read_all();
    refuse_further(true);
    ended_ = true;
    close_timer_.cancel();
    if (open) handler_->closed();
    handler_.reset();
    bool refused = error && error != websocket::error::closed && error.category() == make_error_code(websocket::error::closed).category();
    if (refused) co_await linger();
    release();
}

Task<void> Session::linger() {
    // The peer may still be sending what we refused; closing at once would reset the connection and lose the close
    // frame.
    close_timer_.expires_after(close_patience);
    close_timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->cut();
    });
    co_await socket_->next_layer().async_drain(as_task);
    close_timer_.cancel();
}

Task<bool> Session::accept() {
    beast::http::request<beast::http::empty_body> request{beast::http::verb::get, "/", 11};
    request.set(beast::http::field::host, "-");
    request.set(beast::http::field::upgrade, "websocket");
    request.set(beast::http::field::connection, "upgrade");
    request.set(beast::http::field::sec_websocket_key, start_.key);
    request.set(beast::http::field::sec_websocket_version, "13");
    // A ping goes out after half of the idle time; none of it answered within the other half ends the connection.
    socket_->set_option(websocket::stream_base::timeout{close_patience, 2 * start_.ping, true});
    socket_->set_option(websocket::stream_base::decorator(
        [](websocket::response_type& response) { response.set(beast::http::field::server, "goodhost"); }));
    socket_->auto_fragment(false);
    socket_->read_message_max(start_.max_message);
    auto [error] = co_await socket_->async_accept(request, as_task);
    co_return !error;
}

Task<boost::system::error_code> Session::read_all() {
    beast::flat_buffer message;
    for (;;) {
        auto [error, size] = co_await socket_->async_read_some(message, read_piece, as_task);
        if (error) co_return error;
        if (!socket_->is_message_done()) continue;
        if (!close_reason_) deliver(message);
        message.consume(message.size());
        if (message.capacity() > kept_buffer) message.shrink_to_fit();
    }
}

void Session::deliver(const beast::flat_buffer& message) {
    if (!socket_->got_text()) return begin_close(unsupported_data, "text only");
    try {
        handler_->received({static_cast<const char*>(message.cdata().data()), message.size()});
    } catch (const std::exception&) { begin_close(code_of(CloseCode::internal), {}); }
}

void Session::pump() {
    if (writing_ || closing_ || ended_) return;
    {
        std::lock_guard lock(mutex_);
        flush_posted_ = false;
        if (!queue_.empty()) {
            writing_text_ = std::move(queue_.front());
            queue_.pop_front();
            writing_ = true;
        }
    }
    if (writing_) {
        socket_->text(true);
        socket_->async_write(asio::buffer(writing_text_),
                             [self = shared_from_this()](boost::system::error_code error, std::size_t) { self->written(error.failed()); });
    } else if (close_reason_) {
        closing_ = true;
        socket_->async_close(*close_reason_, [self = shared_from_this()](boost::system::error_code) {
            self->closing_ = false;
            self->release();
        });
    }
}

void Session::written(bool failed) {
    writing_ = false;
    {
        std::lock_guard lock(mutex_);
        queued_ -= std::min(queued_, writing_text_.size());
    }
    writing_text_.clear();
    if (failed) refuse_further(true);
    if (ended_) return release();
    if (!failed) return pump();
    // What could not be said is lost: the peer is to see that, and connects anew. Reading would wait for it for ever.
    cut();
}

void Session::begin_close(std::uint16_t code, std::string_view reason) {
    if (close_reason_ || ended_) return;
    refuse_further(false);
    // A control frame has room for 123 bytes of it (RFC 6455 section 5.5).
    auto& said = close_reason_.emplace(websocket::close_code(code));
    reason = reason.substr(0, said.reason.max_size());
    said.reason.assign(reason.begin(), reason.end());
    close_timer_.expires_after(close_patience);
    close_timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->cut();
    });
    pump();
}

void Session::refuse_further(bool and_forget) {
    std::lock_guard lock(mutex_);
    gone_ = true;
    if (!and_forget) return;
    queue_.clear();
    queued_ = 0;
}

void Session::cut() {
    if (socket_) socket_->next_layer().cut();
}

void Session::release() {
    if (!ended_ || writing_ || closing_) return;
    cut();
    // Waits of Beast's own (a ping) that were ready just now still look at the stream: they run before this.
    on_thread([](Session& self) { self.socket_.reset(); });
}

}  // namespace

bool asks_for_websocket(const Request& request, int version) {
    if (version < 11 || request.method != Method::get) return false;
    return beast::iequals(request.headers.get("upgrade"), "websocket") &&
           beast::http::token_list(request.headers.get("connection")).exists("upgrade");
}

std::optional<Refusal> check_websocket(const Request& request) {
    if (request.headers.get("sec-websocket-version") != "13") return refusals::bad_websocket_version;
    // 16 random bytes in base64.
    auto key = request.headers.get("sec-websocket-key");
    if (key.size() != 24 || !key.ends_with("==")) return refusals::bad_request;
    return std::nullopt;
}

std::shared_ptr<WebSocketSession> make_websocket(std::shared_ptr<EdgeThread> thread, std::unique_ptr<Stream> stream, WebSocketStart start,
                                                 std::shared_ptr<SocketHandler> handler) {
    return std::make_shared<Session>(std::move(thread), std::move(stream), std::move(start), std::move(handler));
}

}  // namespace goodhost::http
