#include <fmt/format.h>

#include <fstream>
#include <future>
#include <thread>

#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;

constexpr std::string_view get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

/// Waits until `condition` holds, for at most ten seconds.
bool eventually(const std::function<bool()>& condition) {
    for (auto until = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < until; std::this_thread::yield())
        if (condition()) return true;
    return false;
}

class HttpLimits : public testing::ServerTest {
  protected:
    /// Handlers that answer when `release` is called.
    void hold_requests() {
        application.handler = [this](Request request, Respond respond) {
            std::lock_guard lock(mutex);
            held.push_back([respond, path = request.path] { respond({.body = path}); });
        };
    }
    std::size_t held_count() {
        std::lock_guard lock(mutex);
        return held.size();
    }
    void release() {
        std::lock_guard lock(mutex);
        for (auto& answer : held) answer();
        held.clear();
    }

    std::mutex mutex;
    std::vector<std::function<void()>> held;
};

TEST_F(HttpLimits, slow_senders_are_cut_each_in_its_way) {
    options.header_timeout = options.body_timeout = 1s;
    start();
    auto silent = connect(), in_head = connect(), in_body = connect();
    in_head.send("GET / HT");
    in_body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_EQ(in_head.receive().status, 408);
    EXPECT_TRUE(in_head.at_end());
    EXPECT_EQ(in_body.receive().status, 408);
    EXPECT_TRUE(silent.at_end()) << "without a word";
}

TEST_F(HttpLimits, a_body_that_trickles_is_cut_for_its_rate) {
    options.body_timeout = 1s;
    start();
    auto client = connect();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
    auto began = std::chrono::steady_clock::now();
    std::atomic<bool> done = false;
    // One byte a loop keeps up progress, not the least rate.
    std::thread sender([&] {
        std::mutex never;
        std::condition_variable pause;
        std::unique_lock lock(never);
        while (!done && client.send("a")) pause.wait_for(lock, 20ms);
    });
    EXPECT_EQ(client.receive().status, 408);
    done = true;
    sender.join();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
}

TEST_F(HttpLimits, an_idle_connection_is_closed_after_its_time) {
    options.idle_timeout = 1s;
    start();
    auto client = connect();
    client.exchange(get);
    EXPECT_TRUE(client.at_end());
}

TEST_F(HttpLimits, a_handler_that_takes_too_long_is_answered_for) {
    options.handler_timeout = 1s;
    hold_requests();
    start();
    auto client = connect();
    EXPECT_EQ(client.exchange(get).status, 503);
    release();
    application.handler = [](Request, Respond respond) { respond({.body = "next"}); };
    EXPECT_EQ(client.exchange(get).body, "next") << "the late answer is not the next one's";
}

TEST_F(HttpLimits, a_slow_reader_is_cut) {
    options.body_timeout = 1s;
    application.handler = [](Request, Respond respond) { respond({.body = std::string(32 << 20, 'a')}); };
    start();
    RawClient client(server->port(), 4096);
    client.send(get);
    EXPECT_TRUE(eventually([&] { return server->statistics().connections == 1; }));
    EXPECT_TRUE(eventually([&] { return server->statistics().connections == 0; }));
    EXPECT_LT(client.receive_all().size(), std::size_t{32} << 20);
}

TEST_F(HttpLimits, a_thousand_idle_connections_are_kept) {
    start();
    std::vector<RawClient> clients;
    for (int i = 0; i < 1000; ++i) {
        clients.push_back(connect());
        ASSERT_EQ(clients.back().exchange(get).status, 200);
    }
    EXPECT_EQ(server->statistics().connections, 1000);
    for (auto& client : clients) ASSERT_EQ(client.exchange(get).status, 200);
    EXPECT_EQ(server->statistics().requests, 2000);
    server->stop(10s);
    for (auto& client : clients) ASSERT_TRUE(client.at_end());
    EXPECT_EQ(server->statistics().connections, 0);
}

TEST_F(HttpLimits, an_address_has_its_share_of_connections) {
    options.max_connections_per_address = 2;
    start();
    auto first = connect();
    EXPECT_EQ(first.exchange(get).status, 200);
    {
        auto second = connect();
        EXPECT_EQ(second.exchange(get).status, 200);
        EXPECT_TRUE(connect().at_end());
        EXPECT_EQ(RawClient(server->port(), 0, "127.0.0.2").exchange(get).status, 200) << "another address";
    }
    EXPECT_TRUE(eventually([&] { return server->statistics().connections == 1; }));
    EXPECT_EQ(connect().exchange(get).status, 200);
    EXPECT_EQ(server->statistics().refused, 1);
}

TEST_F(HttpLimits, a_trusted_proxy_is_exempt_from_the_share) {
    options.max_connections_per_address = 1;
    options.trusted_proxies = {"127.0.0.1"};
    start();
    auto first = connect(), second = connect();
    EXPECT_EQ(first.exchange(get).status, 200);
    EXPECT_EQ(second.exchange(get).status, 200);
}

TEST_F(HttpLimits, connections_are_bounded_in_all) {
    options.max_connections = 1;
    start();
    auto first = connect();
    EXPECT_EQ(first.exchange(get).status, 200);
    EXPECT_TRUE(connect().at_end());
    EXPECT_EQ(server->statistics().refused, 1);
}

TEST_F(HttpLimits, stopping_finishes_what_runs_and_closes_what_is_idle) {
    hold_requests();
    start();
    auto running = connect(), idle = connect();
    running.send(get);
    ASSERT_TRUE(eventually([&] { return held_count() == 1; }));
    auto stopped = std::async(std::launch::async, [&] { server->stop(10s); });
    EXPECT_TRUE(idle.at_end());
    release();
    auto answer = running.receive();
    EXPECT_EQ(answer.body, "/a");
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_TRUE(running.at_end());
    stopped.get();
}

TEST_F(HttpLimits, regression_stopping_answers_what_has_arrived) {
    options.threads = 1;
    std::promise<void> held, released;
    auto go = released.get_future().share();
    application.planner = [&](const Request& head) {
        if (head.path == "/hold") held.set_value(), go.wait();
        return BodyPlan{};
    };
    start();
    auto kept = connect();
    EXPECT_EQ(kept.exchange(get).status, 200);
    // While the edge's thread looks at something else, one more request comes on a connection that was kept, and one on a new one.
    auto busy = connect();
    busy.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
    held.get_future().wait();
    kept.send(get);
    auto fresh = connect();
    fresh.send(get);
    auto stopped = std::async(std::launch::async, [&] { server->stop(10s); });
    stopped.wait_for(200ms);
    released.set_value();
    for (auto* client : {&kept, &fresh, &busy}) {
        EXPECT_EQ(client->receive().status, 200);
        EXPECT_TRUE(client->at_end());
    }
    stopped.get();
}

TEST_F(HttpLimits, stopping_ends_when_grace_is_over) {
    hold_requests();
    start();
    auto client = connect();
    client.send(get);
    ASSERT_TRUE(eventually([&] { return held_count() == 1; }));
    server->stop(100ms);
    EXPECT_TRUE(client.at_end());
    release();
}

}  // namespace
}  // namespace goodhost::http
