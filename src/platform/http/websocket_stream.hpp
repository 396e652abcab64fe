#pragma once
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <memory>
#include <string>

#include "platform/http/stream.hpp"

namespace goodhost::http {

/// A Stream, plain or TLS, as Beast wants one: so that its WebSocket is compiled once. Internal to websocket.cpp.
class BeastStream {
  public:
    using executor_type = Executor;
    using error_code = boost::system::error_code;

    /// `leftover` is read before the stream.
    BeastStream(std::unique_ptr<Stream> stream, std::string leftover) : stream_(std::move(stream)), leftover_(std::move(leftover)) {}

    executor_type get_executor() { return stream_->socket().get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return start([this, buffers] { return read(first_of<asio::mutable_buffer>(buffers)); }, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return start([this, buffers] { return stream_->try_write(pieces_of(buffers)); }, std::forward<Token>(token));
    }

    /// Both directions end; the descriptor stays ours until the destructor, as TLS knows it by number.
    void cut() {
        error_code ignored;
        stream_->socket().shutdown(asio::socket_base::shutdown_both, ignored);
        stream_->socket().cancel(ignored);
    }

    void finish() { stream_->try_shutdown(); }
    /// Completes at the end of the stream, whatever comes before it.
    template <class Token>
    auto async_drain(Token&& token) {
        return start([this] { return drop_input(); }, std::forward<Token>(token));
    }

  private:
    /// One operation: try, wait as the try says, try again. Never completes within the call that starts it.
    template <class Try>
    struct Operation {
        BeastStream& stream;
        Try attempt;
        bool started = false;
        std::optional<Io> done;

        template <class Self>
        void operator()(Self& self, error_code error = {}) {
            if (error) return self.complete(error, 0);
            auto io = done ? *done : attempt();
            if (io.step == Step::done || io.step == Step::closed) {
                if (!std::exchange(started, true)) {
                    done = io;
                    auto executor = stream.get_executor();
                    return asio::post(executor, std::move(self));
                }
                return self.complete(io.step == Step::done ? error_code{} : error_code(asio::error::eof), io.bytes);
            }
            started = true;
            auto direction = io.step == Step::want_read ? asio::socket_base::wait_read : asio::socket_base::wait_write;
            auto& socket = stream.stream_->socket();
            socket.async_wait(direction, std::move(self));
        }
    };

    template <class Try, class Token>
    auto start(Try attempt, Token&& token) {
        return asio::async_compose<Token, void(error_code, std::size_t)>(Operation<Try>{*this, std::move(attempt), false, {}}, token,
                                                                         get_executor());
    }

    Io read(asio::mutable_buffer into) {
        if (into.size() == 0) return {Step::done, 0};
        if (leftover_.empty()) return stream_->try_read({static_cast<char*>(into.data()), into.size()});
        auto count = std::min(into.size(), leftover_.size());
        leftover_.copy(static_cast<char*>(into.data()), count);
        leftover_.erase(0, count);
        return {Step::done, count};
    }

    Io drop_input() {
        std::array<char, 4096> dropped;
        auto io = stream_->try_read(dropped);
        return io.step == Step::done ? Io{Step::want_read} : io;
    }

    template <class Buffer, class Buffers>
    static Buffer first_of(const Buffers& buffers) {
        for (auto buffer : boost::beast::buffers_range_ref(buffers))
            if (buffer.size() > 0) return buffer;
        return {};
    }

    template <class Buffers>
    static Pieces pieces_of(const Buffers& buffers) {
        Pieces pieces;
        std::size_t filled = 0;
        for (asio::const_buffer buffer : boost::beast::buffers_range_ref(buffers))
            if (buffer.size() > 0 && filled < pieces.size()) pieces[filled++] = {static_cast<const char*>(buffer.data()), buffer.size()};
        return pieces;
    }

    std::unique_ptr<Stream> stream_;
    std::string leftover_;
};

// Beast finds these by argument-dependent lookup.
template <class Handler>
void async_teardown(boost::beast::role_type, BeastStream& stream, Handler&& handler) {
    stream.finish();
    auto executor = stream.get_executor();
    asio::post(executor, [handler = std::forward<Handler>(handler)]() mutable { handler(boost::system::error_code{}); });
}

inline void beast_close_socket(BeastStream& stream) { stream.cut(); }

}  // namespace goodhost::http
