#include <future>
#include <thread>

#include "platform/core/problem.hpp"
#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

using namespace std::string_view_literals;

class HttpServer : public testing::ServerTest {};

constexpr std::string_view get_a = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST_F(HttpServer, answers_with_length_and_date) {
    auto answer = ask(get_a);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "GET /a ");
    EXPECT_EQ(answer.field("content-length"), "7");
    EXPECT_EQ(answer.field("date").size(), 29u);
    EXPECT_EQ(answer.field("connection"), "");
}

TEST_F(HttpServer, pipelined_requests_are_answered_in_order_whoever_is_faster) {
    std::vector<std::thread> workers;
    application.handler = [&](Request request, Respond respond) {
        workers.emplace_back([respond, path = request.path] { respond({.body = path}); });
    };
    start();
    auto client = connect();
    std::string burst;
    for (int i = 0; i < 200; ++i) burst += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    client.send(burst);
    for (int i = 0; i < 200; ++i) ASSERT_EQ(client.receive().body, "/" + std::to_string(i));
    server->stop(std::chrono::seconds{1});
    for (auto& worker : workers) worker.join();
}

TEST_F(HttpServer, a_request_cut_into_single_bytes_is_whole) {
    start();
    auto client = connect();
    for (char c : std::string_view("\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")) client.send({&c, 1});
    EXPECT_EQ(client.receive().body, "POST /b abc");
    EXPECT_EQ(client.exchange(get_a).status, 200);
}

TEST_F(HttpServer, refuses_ambiguous_framing) {
    auto post = [](std::string fields, std::string body) { return "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body; };
    EXPECT_EQ(status_of(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 400);
    EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")), 400);
    EXPECT_EQ(status_of(post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")), 400);
    EXPECT_EQ(status_of(post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc")), 400);
    EXPECT_EQ(status_of(post("Content-Length: 3, 3\r\n", "abc")), 400);
    EXPECT_EQ(status_of(post("Content-Length: +3\r\n", "abc")), 400);
    EXPECT_EQ(status_of(post("Content-Length: -1\r\n", "")), 400);
    EXPECT_EQ(status_of(post("Content-Length: 99999999999999999999999\r\n", "")), 400);
    EXPECT_EQ(status_of(post("Content-Length: 0x3\r\n", "abc")), 400);
    EXPECT_EQ(status_of(post("Content-Length:\r\n", "")), 400);
    EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 400);
    EXPECT_EQ(status_of(post("Transfer-Encoding: gzip\r\n", "")), 501);
    EXPECT_EQ(status_of(post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")), 501);
    EXPECT_EQ(status_of(post("Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n")), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
}

TEST_F(HttpServer, refuses_malformed_heads) {
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400) << "no Host";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400) << "two Hosts";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n"), 400) << "obs-fold";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\t2\r\n\r\n"), 400) << "obs-fold";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\n Host: a\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost : a\r\n\r\n"), 400) << "space before the colon";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"), 400) << "bare LF";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"), 400) << "bare CR";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n"sv), 400) << "NUL";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GE T / HTTP/1.1\r\nHost: a\r\n\r\n"), 505);
    EXPECT_EQ(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
    EXPECT_EQ(status_of("GET / HTTP/3.1\r\nHost: a\r\n\r\n"), 505);
}

TEST_F(HttpServer, refuses_targets_that_lead_astray) {
    auto status = [&](std::string_view target) { return status_of("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n"); };
    EXPECT_EQ(status("/../etc/passwd"), 400);
    EXPECT_EQ(status("/a/%2e%2e/%2e%2e/b"), 400);
    EXPECT_EQ(status("/a/..%2f..%2fb"), 400);
    EXPECT_EQ(status("/%00"), 400);
    EXPECT_EQ(status("/%0d%0a"), 400);
    EXPECT_EQ(status("/%ff"), 400);
    EXPECT_EQ(status("/%4"), 400);
    EXPECT_EQ(status("/?q=%00"), 400);
    EXPECT_EQ(status("a"), 400);
    EXPECT_EQ(status("/a#b"), 400);
    EXPECT_EQ(ask("GET /a//b/./c/../d HTTP/1.1\r\nHost: a\r\n\r\n").body, "GET /a/b/d ");
    EXPECT_EQ(ask("GET http://other/x?y HTTP/1.1\r\nHost: a\r\n\r\n").body, "GET /x ");
}

TEST_F(HttpServer, the_absolute_form_names_the_host) {
    application.handler = [](Request request, Respond respond) { respond({.body = request.host}); };
    EXPECT_EQ(ask("GET http://Desk.Example:8080/ HTTP/1.1\r\nHost: other\r\n\r\n").body, "desk.example");
    EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").body, "[::1]");
}

TEST_F(HttpServer, bounds_the_head) {
    auto field = "X-Long: " + std::string(64 * 1024, 'a') + "\r\n";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n"), 431);
    std::string many;
    for (int i = 0; i < 120; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\n" + many + "\r\n"), 431);
    EXPECT_EQ(status_of("GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    EXPECT_EQ(status_of("GET /" + std::string(64 * 1024, 'a')), 414);
    auto allowed = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(30 * 1024, 'a') + "\r\n\r\n";
    EXPECT_EQ(status_of(allowed), 200);
}

TEST_F(HttpServer, its_own_errors_are_problems_and_close) {
    start();
    auto client = connect();
    auto answer = client.exchange("GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(answer.field("content-type"), "application/problem+json");
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_EQ(answer.body, R"({"type":"about:blank","title":"Bad Request","status":400,"code":"platform.bad_host"})");
    EXPECT_TRUE(client.at_end());
}

TEST_F(HttpServer, head_has_the_length_and_no_body) {
    start();
    auto client = connect();
    client.send("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n");
    auto answer = client.receive(true);
    EXPECT_EQ(answer.field("content-length"), "10");
    EXPECT_EQ(client.exchange(get_a).body, "GET /a ");
}

TEST_F(HttpServer, speaks_http_1_0) {
    start();
    auto client = connect();
    auto kept = client.exchange("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.field("connection"), "keep-alive");
    auto last = client.exchange("GET /2 HTTP/1.0\r\n\r\n");
    EXPECT_EQ(last.body, "GET /2 ");
    EXPECT_EQ(last.field("connection"), "close");
    EXPECT_TRUE(client.at_end());
}

TEST_F(HttpServer, closes_when_asked) {
    start();
    auto client = connect();
    auto answer = client.exchange("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_TRUE(client.at_end());
}

TEST_F(HttpServer, answers_a_client_that_has_finished_sending) {
    start();
    auto client = connect();
    client.send(get_a);
    client.finish_sending();
    EXPECT_EQ(client.receive().body, "GET /a ");
    EXPECT_TRUE(client.at_end());
}

TEST_F(HttpServer, a_dropped_respond_answers_500) {
    application.handler = [](Request, Respond) {};
    EXPECT_EQ(ask(get_a).status, 500);
    application.handler = [](Request, Respond) { throw std::runtime_error("broken"); };
    EXPECT_EQ(ask(get_a).status, 500);
    application.handler = [](Request, Respond respond) { std::thread([kept = std::move(respond)] {}).join(); };
    EXPECT_EQ(ask(get_a).status, 500);
}

TEST_F(HttpServer, only_the_first_call_of_respond_counts) {
    application.handler = [](Request, Respond respond) {
        respond({.body = "first"});
        respond({.body = "second"});
    };
    start();
    auto client = connect();
    EXPECT_EQ(client.exchange(get_a).body, "first");
    EXPECT_EQ(client.exchange(get_a).body, "first");
}

TEST_F(HttpServer, a_respond_that_outlives_the_server_is_harmless) {
    Respond kept;
    std::promise<void> handled;
    application.handler = [&](Request, Respond respond) {
        kept = std::move(respond);
        handled.set_value();
    };
    start();
    auto client = connect();
    client.send(get_a);
    handled.get_future().wait();
    server->stop(std::chrono::milliseconds{0});
    server.reset();
    kept({.body = "late"});
    kept = nullptr;
    EXPECT_TRUE(client.at_end());
}

TEST_F(HttpServer, a_value_can_not_break_out_of_its_field) {
    application.handler = [](Request, Respond respond) {
        Response response;
        response.headers.add("X-Name", "a\r\nSet-Cookie: b");
        respond(std::move(response));
    };
    auto answer = ask(get_a);
    EXPECT_EQ(answer.field("set-cookie"), "");
    EXPECT_EQ(answer.field("x-name"), "a  Set-Cookie: b");
}

TEST_F(HttpServer, a_port_in_use_is_a_problem_that_names_it) {
    start();
    auto taken = options;
    taken.listen = "127.0.0.1:" + std::to_string(server->port());
    auto second = make_server(taken, application);
    try {
        second->start();
        FAIL();
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.kind, ProblemKind::unavailable);
        EXPECT_NE(problem.log.find(taken.listen), std::string::npos);
    }
}

}  // namespace
}  // namespace goodhost::http
