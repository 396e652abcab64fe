#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/http.hpp"

/// For tests of the edge: an application made of functions, and a client that sees every byte.
namespace goodhost::http::testing {

class FunctionApplication final : public Application {
  public:
    std::function<BodyPlan(const Request&)> planner = [](const Request&) { return BodyPlan{}; };
    std::function<void(Request, Respond)> handler = [](Request request, Respond respond) {
        Response response;
        response.body = std::string(to_string(request.method)) + " " + request.path + " " + request.body;
        respond(std::move(response));
    };
    std::function<void(Request, std::function<void(std::shared_ptr<SocketHandler>)>, Respond)> upgrader =
        [](Request, std::function<void(std::shared_ptr<SocketHandler>)>, Respond refuse) { refuse({.status = 404}); };

    BodyPlan plan(const Request& head) override { return planner(head); }
    void handle(Request request, Respond respond) override { handler(std::move(request), std::move(respond)); }
    void upgrade(Request request, std::function<void(std::shared_ptr<SocketHandler>)> accept, Respond refuse) override {
        upgrader(std::move(request), std::move(accept), std::move(refuse));
    }
};

struct RawResponse {
    int status = 0;  ///< 0: the connection ended before an answer
    std::string head, body;
    /// Of the first field of that name, given in lower case.
    std::string field(const std::string& name) const;
};

/// A blocking TCP client. Every wait ends after ten seconds, so that a server that hangs fails the test.
class RawClient {
  public:
    /// `receive_buffer`: of the kernel, 0 for its own choice.
    explicit RawClient(std::uint16_t port, int receive_buffer = 0, const std::string& from = {});
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;

    /// False when the server does not take it all.
    bool send(std::string_view bytes);
    void finish_sending();
    /// Reads one answer: the head and as much body as it announces. `to_head`: an answer to HEAD.
    RawResponse receive(bool to_head = false);
    RawResponse exchange(std::string_view request) { return send(request), receive(); }
    /// Exactly `count` bytes, fewer at the end of the stream.
    std::string receive_bytes(std::size_t count);
    /// Everything up to the end of the stream.
    std::string receive_all();
    bool at_end() { return buffered_.empty() && !fill(); }

  private:
    bool fill();
    int descriptor_;
    std::string buffered_;
};

class ServerTest : public ::testing::Test {
  protected:
    ServerTest() {
        options.listen = "127.0.0.1:0";
        options.threads = 2;
    }
    void TearDown() override {
        if (server) server->stop(std::chrono::milliseconds{2000});
    }
    void start() {
        server = make_server(options, application);
        server->start();
    }
    RawClient connect() { return RawClient(server->port()); }
    /// Starts if need be, sends on a fresh connection, returns the first answer.
    RawResponse ask(std::string_view request) {
        if (!server) start();
        return connect().exchange(request);
    }
    int status_of(std::string_view request) { return ask(request).status; }

    ServerOptions options;
    FunctionApplication application;
    std::unique_ptr<Server> server;
};

}  // namespace goodhost::http::testing
