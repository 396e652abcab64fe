#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <future>

#include "platform/http/server_fixture.hpp"
#include "platform/http/websocket.hpp"

namespace goodhost::http {
namespace {

using namespace std::chrono_literals;

/// Its writing fails while its reading would wait for ever, as TLS does whose record could not be made.
class MuteStream final : public Stream {
  public:
    MuteStream(TcpSocket socket, std::shared_ptr<std::atomic<bool>> mute) : Stream(std::move(socket)), mute_(std::move(mute)) {}
    Io try_read(std::span<char> into) override {
        auto count = ::recv(socket_.native_handle(), into.data(), into.size(), 0);
        if (count < 0) return {Step::want_read};
        return count > 0 ? Io{Step::done, static_cast<std::size_t>(count)} : Io{Step::closed};
    }
    Io try_write(const Pieces& pieces) override {
        if (*mute_) return {Step::closed};
        auto& piece = pieces[0].empty() ? pieces[1] : pieces[0];
        auto count = ::send(socket_.native_handle(), piece.data(), piece.size(), MSG_NOSIGNAL);
        return count < 0 ? Io{Step::want_write} : Io{Step::done, static_cast<std::size_t>(count)};
    }
    Io try_shutdown() override { return {Step::done}; }

  private:
    std::shared_ptr<std::atomic<bool>> mute_;
};

class Listening final : public SocketHandler {
  public:
    void opened(std::shared_ptr<Socket> socket) override { open.set_value(std::move(socket)); }
    void received(std::string_view) override {}
    void closed() override { over.set_value(); }
    std::promise<std::shared_ptr<Socket>> open;
    std::promise<void> over;
};

Task<void> run(std::shared_ptr<WebSocketSession> session) { co_await session->run(); }

TEST(HttpWebSocketWriting, regression_a_connection_that_can_not_be_written_to_ends) {
    auto thread = std::make_shared<EdgeThread>();
    auto executor = thread->context().get_executor();
    asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor(executor, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    testing::RawClient client(acceptor.local_endpoint().port());
    auto mute = std::make_shared<std::atomic<bool>>(false);
    auto stream = std::make_unique<MuteStream>(acceptor.accept(executor), mute);
    auto handler = std::make_shared<Listening>();
    WebSocketStart start{"dGhlIHNhbXBsZSBub25jZQ==", {}, 1024, 1024, 25s};
    asio::co_spawn(executor, run(make_websocket(thread, std::move(stream), std::move(start), handler)), asio::detached);
    thread->start();

    auto opened = handler->open.get_future();
    ASSERT_EQ(opened.wait_for(10s), std::future_status::ready);
    *mute = true;
    EXPECT_TRUE(opened.get()->send("nobody hears it"));
    EXPECT_EQ(handler->over.get_future().wait_for(10s), std::future_status::ready);
    EXPECT_TRUE(client.receive_all().starts_with("HTTP/1.1 101"));
    thread->finish();
}

}  // namespace
}  // namespace goodhost::http
