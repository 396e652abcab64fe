#include <fmt/core.h>
#include <signal.h>
#include <CLI/CLI.hpp>

#include <future>
#include <iostream>

#include "app/settings.hpp"
#include "platform/http/dispatch.hpp"
#include "platform/json/json.hpp"
#include "platform/log/log.hpp"
#include "prepare.hpp"
#include "replay.hpp"

namespace goodhost::bench {

namespace {

struct Line {
    std::string data, database, method = "GET", target, token, cookie, body, folder;
    int clients = 8, millis = 1000;
    Load load() const { return {clients, std::chrono::milliseconds(millis)}; }
};

config::Settings settings_of(const Line& line) {
    config::Settings settings(app::known_settings());
    settings.set("data", line.data, "--data");
    settings.set("database", line.database, "--database");
    log::set_level(log::Level::error);
    return settings;
}

void print(const Rate& rate) {
    fmt::print("{{\"per_second\": {:.1f}, \"p50_ms\": {:.3f}, \"p99_ms\": {:.3f}}}\n", rate.per_second, rate.p50_ms, rate.p99_ms);
}

http::Request request_of(const Line& line) {
    http::Request request;
    request.method = line.method == "POST" ? http::Method::post : http::Method::get;
    request.target = line.target;
    auto question = line.target.find('?');
    request.path = line.target.substr(0, question);
    if (question != std::string::npos) request.query = http::parse_form(line.target.substr(question + 1));
    request.host = "127.0.0.1";
    request.remote_address = "127.0.0.1";
    request.received = SystemClock().now();
    request.headers.add("Host", request.host);
    if (!line.token.empty()) request.headers.add("Authorization", "Bearer " + line.token);
    if (!line.cookie.empty()) request.headers.add("Cookie", line.cookie);
    if (!line.body.empty()) request.headers.add("Content-Type", "application/json");
    request.body = line.body;
    return request;
}

http::Response answer_of(http::Dispatch& dispatch, const Line& line) {
    auto promise = std::make_shared<std::promise<http::Response>>();
    auto future = promise->get_future();
    dispatch.handle(request_of(line), [promise](http::Response response) { promise->set_value(std::move(response)); });
    return future.get();
}

/// The program without the edge, for a profiler: `valgrind --tool=callgrind goodhost_floor ask ...`.
int ask(const Line& line) {
    auto settings = settings_of(line);
    app::Program program(settings);
    http::Dispatch dispatch(program.services(), program.registry(), {});
    auto began = std::chrono::steady_clock::now();
    auto until = began + std::chrono::milliseconds(line.millis);
    double times = 0;
    while (std::chrono::steady_clock::now() < until) {
        if (auto response = answer_of(dispatch, line); response.status >= 300) throw std::runtime_error(response.body);
        ++times;
    }
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    dispatch.stop();
    fmt::print("{{\"per_second\": {:.1f}}}\n", times / took.count());
    return 0;
}

/// Asks the program once, as the edge does, and then the database alone what the program asked it.
int replay(const Line& line) {
    auto settings = settings_of(line);
    app::Program program(settings);
    Recorder recorder(program.database());
    auto& own = program.services();
    Services services{own.clock, recorder, own.files, own.catalogue, own.signer, own.vault, own.settings, own.metrics, own.registry};
    http::Dispatch dispatch(services, program.registry(), {});
    // The first one also notes when the token was last used.
    for (int i = 0; i < 2; ++i) {
        recorder.take();
        auto response = answer_of(dispatch, line);
        if (response.status >= 300) throw std::runtime_error(fmt::format("{}: {} {}", line.target, response.status, response.body));
    }
    auto recording = recorder.take();
    dispatch.stop();
    print(line.method == "GET" ? replay_reads(program.database(), recording, line.load())
                               : replay_writes(program.database(), recording, line.load()));
    return 0;
}

/// Answers `/1234` with as many bytes, on the edge's thread.
class Bare final : public http::Application {
  public:
    http::BodyPlan plan(const http::Request&) override { return {}; }
    void handle(http::Request request, http::Respond respond) override {
        http::Response response;
        response.headers.add("Content-Type", "application/json");
        auto size = static_cast<std::size_t>(std::atoll(request.path.c_str() + 1));
        response.body.assign(size, 'x');
        respond(std::move(response));
    }
    void upgrade(http::Request, std::function<void(std::shared_ptr<http::SocketHandler>)>, http::Respond refuse) override {
        refuse({.status = 404});
    }
};

/// Until it is told to end.
int serve_bare() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    Bare bare;
    auto server = http::make_server({.listen = "127.0.0.1:0"}, bare);
    server->start();
    std::cout << server->port() << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    server->stop(std::chrono::milliseconds{0});
    return 0;
}

int prepare_host(const Line& line) {
    auto settings = settings_of(line);
    app::Program program(settings);
    program.migrate();
    std::cout << json::to_json(prepare(program)) << std::endl;
    return 0;
}

int append(const Line& line) {
    print(append_durably(line.folder, line.load()));
    return 0;
}

int run(int argc, char** argv) {
    CLI::App app("Floors: what the machine, the database and the edge could do at most");
    Line line;
    std::function<int()> command;
    app.require_subcommand(1);
    auto add = [&](const char* name, const char* help, std::function<int()> what) {
        auto* sub = app.add_subcommand(name, help)->fallthrough();
        sub->callback([&command, what] { command = what; });
    };
    for (auto& [name, value] : {std::pair{"--data", &line.data},
                                {"--database", &line.database},
                                {"--method", &line.method},
                                {"--target", &line.target},
                                {"--token", &line.token},
                                {"--cookie", &line.cookie},
                                {"--body", &line.body},
                                {"--folder", &line.folder}})
        app.add_option(name, *value);
    app.add_option("--clients", line.clients);
    app.add_option("--millis", line.millis);
    add("prepare", "Makes what the load needs on a seeded host, and tells it as JSON", [&] { return prepare_host(line); });
    add("replay", "The statements of a request without HTTP", [&] { return replay(line); });
    add("ask", "A request again and again without the edge", [&] { return ask(line); });
    add("append", "4 KB appended durably", [&] { return append(line); });
    add("http", "Answers of N bytes to GET /N; prints its port", [] { return serve_bare(); });
    CLI11_PARSE(app, argc, argv);
    try {
        return command();
    } catch (const Problem& problem) {
        fmt::print(stderr, "goodhost_floor: {} {}\n", problem.code, problem.log);
    } catch (const std::exception& error) { fmt::print(stderr, "goodhost_floor: {}\n", error.what()); }
    return 1;
}

}  // namespace

}  // namespace goodhost::bench

int main(int argc, char** argv) { return goodhost::bench::run(argc, argv); }
