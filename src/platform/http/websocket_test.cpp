#include "platform/http/websocket.hpp"

#include <fmt/format.h>

#include <future>
#include <thread>

#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;

enum Opcode { continuation = 0, text = 1, binary = 2, close_frame = 8, ping = 9, pong = 10 };

constexpr std::string_view handshake =
    "GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

/// A masked frame, as clients send them (RFC 6455 section 5.2).
std::string frame(int opcode, std::string_view payload, bool final = true) {
    std::string bytes{static_cast<char>((final ? 0x80 : 0) | opcode)};
    if (payload.size() < 126) {
        bytes += static_cast<char>(0x80 | payload.size());
    } else {
        bytes += static_cast<char>(0x80 | (payload.size() < 65536 ? 126 : 127));
        for (int shift = payload.size() < 65536 ? 8 : 56; shift >= 0; shift -= 8) bytes += static_cast<char>(payload.size() >> shift);
    }
    constexpr std::string_view mask = "\x11\x22\x33\x44";
    bytes += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
    return bytes;
}

struct Frame {
    int opcode = -1;
    std::string payload;
    int close_code() const {
        return payload.size() < 2 ? 0 : static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
    }
};

Frame receive_frame(RawClient& client) {
    auto start = client.receive_bytes(2);
    if (start.size() < 2) return {};
    auto byte = [](char c) { return static_cast<std::size_t>(static_cast<unsigned char>(c)); };
    std::size_t length = byte(start[1]);
    if (length >= 126) {
        auto extended = client.receive_bytes(length == 126 ? 2 : 8);
        length = 0;
        for (char c : extended) length = length * 256 + byte(c);
    }
    return {start[0] & 15, client.receive_bytes(length)};
}

/// Sends back what comes, and tells the test of its end.
class Echo final : public SocketHandler {
  public:
    void opened(std::shared_ptr<Socket> socket) override {
        socket_ = socket;
        opened_promise.set_value(std::move(socket));
    }
    void received(std::string_view message) override {
        if (message == "throw") throw std::runtime_error("broken");
        socket_->send(std::string(message));
    }
    void closed() override {
        socket_.reset();
        closed_promise.set_value();
    }
    std::promise<std::shared_ptr<Socket>> opened_promise;
    std::promise<void> closed_promise;

  private:
    std::shared_ptr<Socket> socket_;
};

class HttpWebSocket : public testing::ServerTest {
  protected:
    HttpWebSocket() {
        application.upgrader = [this](Request, std::function<void(std::shared_ptr<SocketHandler>)> accept, Respond) { accept(echo); };
    }
    RawClient open(int receive_buffer = 0) {
        start();
        RawClient client(server->port(), receive_buffer);
        EXPECT_EQ(client.exchange(handshake).status, 101);
        socket = echo->opened_promise.get_future().get();
        return client;
    }
    bool is_closed() { return echo->closed_promise.get_future().wait_for(10s) == std::future_status::ready; }

    std::shared_ptr<Echo> echo = std::make_shared<Echo>();
    std::shared_ptr<Socket> socket;
};

TEST_F(HttpWebSocket, answers_the_handshake_of_rfc_6455) {
    start();
    auto client = connect();
    auto answer = client.exchange(handshake);
    EXPECT_EQ(answer.status, 101);
    EXPECT_EQ(answer.field("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(answer.field("server"), "goodhost");
}

TEST_F(HttpWebSocket, echoes_whole_and_fragmented_messages) {
    auto client = open();
    client.send(frame(text, "hello"));
    EXPECT_EQ(receive_frame(client).payload, "hello");
    client.send(frame(text, "in ", false) + frame(ping, "p") + frame(continuation, "parts"));
    auto between = receive_frame(client);
    EXPECT_EQ(between.opcode, pong);
    EXPECT_EQ(between.payload, "p");
    EXPECT_EQ(receive_frame(client).payload, "in parts");
    std::string large(60'000, 'x');
    client.send(frame(text, large));
    EXPECT_TRUE(receive_frame(client).payload == large);
    EXPECT_EQ(server->statistics().sockets, 1);
}

TEST_F(HttpWebSocket, frames_sent_along_with_the_handshake_are_read) {
    start();
    auto client = connect();
    EXPECT_EQ(client.exchange(std::string(handshake) + frame(text, "early")).status, 101);
    EXPECT_EQ(receive_frame(client).payload, "early");
}

TEST_F(HttpWebSocket, messages_from_many_threads_all_arrive) {
    auto client = open();
    std::vector<std::thread> senders;
    for (int i = 0; i < 4; ++i)
        senders.emplace_back([&] {
            for (int j = 0; j < 500; ++j) EXPECT_TRUE(socket->send("message"));
        });
    for (int i = 0; i < 2000; ++i) ASSERT_EQ(receive_frame(client).payload, "message");
    for (auto& sender : senders) sender.join();
}

TEST_F(HttpWebSocket, closes_with_the_peer) {
    auto client = open();
    client.send(frame(close_frame, "\x03\xe8"));
    EXPECT_EQ(receive_frame(client).close_code(), 1000);
    EXPECT_TRUE(client.at_end());
    EXPECT_TRUE(is_closed());
    EXPECT_FALSE(socket->send("late"));
    server->stop(1s);
    EXPECT_EQ(server->statistics().sockets, 0);
}

TEST_F(HttpWebSocket, closes_after_what_is_queued) {
    auto client = open();
    socket->send("last words");
    socket->close(CloseCode::policy, std::string(200, 'r'));
    EXPECT_EQ(receive_frame(client).payload, "last words");
    auto last = receive_frame(client);
    EXPECT_EQ(last.close_code(), 1008);
    EXPECT_EQ(last.payload.substr(2), std::string(123, 'r'));
    client.send(frame(close_frame, "\x03\xf0"));
    EXPECT_TRUE(client.at_end());
    EXPECT_TRUE(is_closed());
}

TEST_F(HttpWebSocket, a_peer_that_vanishes_is_closed) {
    { auto client = open(); }
    EXPECT_TRUE(is_closed());
}

TEST_F(HttpWebSocket, refuses_what_it_does_not_speak) {
    struct Case {
        std::string frames;
        int code;
    };
    for (auto& [frames, code] :
         {Case{frame(binary, "x"), 1003}, Case{frame(text, "\xff"), 1007}, Case{frame(text, std::string(70'000, 'x')), 1009},
          Case{frame(text, "throw"), 1011}, Case{frame(continuation, "x"), 1002}, Case{"\x81\x01x", 1002}}) {
        echo = std::make_shared<Echo>();
        auto client = open();
        client.send(frames);
        EXPECT_EQ(receive_frame(client).close_code(), code);
        client.send(frame(close_frame, "\x03\xe8"));
        client.finish_sending();
        EXPECT_TRUE(client.at_end());
        EXPECT_TRUE(is_closed());
    }
}

TEST_F(HttpWebSocket, a_slow_reader_is_dropped) {
    options.max_websocket_queue = 100'000;
    auto client = open(4096);
    int sent = 0;
    while (socket->send(std::string(10'000, 'x'))) ASSERT_LT(++sent, 10'000);
    EXPECT_LE(socket->queued_bytes(), 100'000u);
    EXPECT_FALSE(socket->send("more"));
    EXPECT_TRUE(is_closed());
}

TEST_F(HttpWebSocket, a_silent_peer_is_asked_and_then_dropped) {
    options.websocket_ping = 1s;
    auto client = open();
    EXPECT_EQ(receive_frame(client).opcode, ping);
    client.send(frame(pong, ""));
    EXPECT_EQ(receive_frame(client).opcode, ping);
    EXPECT_TRUE(client.at_end()) << "the second one was not answered";
    EXPECT_TRUE(is_closed());
}

TEST_F(HttpWebSocket, stopping_says_going_away) {
    auto client = open();
    auto stopped = std::async(std::launch::async, [&] { server->stop(10s); });
    EXPECT_EQ(receive_frame(client).close_code(), 1001);
    client.send(frame(close_frame, "\x03\xe9"));
    EXPECT_TRUE(client.at_end());
    stopped.get();
    EXPECT_TRUE(is_closed());
}

TEST_F(HttpWebSocket, stopping_does_not_wait_for_the_deaf) {
    auto client = open();
    server->stop(0ms);
    EXPECT_TRUE(is_closed());
    server.reset();
    EXPECT_FALSE(socket->send("late"));
    socket->close(CloseCode::normal, "late");
}

TEST_F(HttpWebSocket, a_handler_may_refuse) {
    application.upgrader = [](Request, std::function<void(std::shared_ptr<SocketHandler>)>, Respond refuse) { refuse({.status = 403}); };
    start();
    auto client = connect();
    EXPECT_EQ(client.exchange(handshake).status, 403);
    EXPECT_EQ(client.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status, 200) << "the connection goes on";
    application.upgrader = [](Request, std::function<void(std::shared_ptr<SocketHandler>)>, Respond) {};
    EXPECT_EQ(client.exchange(handshake).status, 500);
}

TEST_F(HttpWebSocket, refuses_bad_handshakes) {
    auto with = [&](std::string_view from, std::string_view to) {
        std::string changed(handshake);
        changed.replace(changed.find(from), from.size(), to);
        return ask(changed);
    };
    EXPECT_EQ(with("Version: 13", "Version: 12").status, 426);
    EXPECT_EQ(with("Version: 13", "Version: 12").field("sec-websocket-version"), "13");
    EXPECT_EQ(with("dGhlIHNhbXBsZSBub25jZQ==", "short").status, 400);
    EXPECT_EQ(with("Upgrade: websocket", "Upgrade: h2c").status, 200) << "another protocol is not ours to speak";
}

}  // namespace
}  // namespace goodhost::http
