#include "app/serve.hpp"

#include <signal.h>

#include "accounts/setup.hpp"
#include "app/figures.hpp"
#include "app/leaving.hpp"
#include "app/node_name.hpp"
#include "platform/db/db.hpp"
#include "platform/http/dispatch.hpp"
#include "platform/http/http.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/live/live.hpp"
#include "platform/log/log.hpp"
#include "platform/resident.hpp"
#include "platform/trail/trail.hpp"
#include "platform/version.hpp"

namespace goodhost::app {

namespace {

http::ServerOptions server_options(const config::Settings& settings) {
    http::ServerOptions options;
    options.listen = settings.text("listen");
    options.tls_certificate = settings.text("tls_certificate");
    options.tls_key = settings.text("tls_key");
    options.trusted_proxies = settings.list("trusted_proxies");
    options.proxy_protocol = settings.flag("proxy_protocol");
    options.spool_folder = settings.text("data") + "/spool";
    return options;
}

http::DispatchOptions dispatch_options(const config::Settings& settings) {
    http::DispatchOptions options;
    options.workers = static_cast<int>(settings.integer("workers"));
    options.per_minute_anonymous = static_cast<int>(settings.integer("requests_per_minute_anonymous"));
    options.per_minute_actor = static_cast<int>(settings.integer("requests_per_minute_actor"));
    options.upload_limit = static_cast<std::uint64_t>(settings.integer("upload_limit_mb")) << 20;
    options.slow_request = std::chrono::milliseconds(settings.integer("slow_request_ms"));
    options.tls = !settings.text("tls_certificate").empty();
    return options;
}

/// Signals are waited for, not handled: no code runs in a handler.
sigset_t block_stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (int signal : {SIGINT, SIGTERM}) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return set;
}

void log_start(int port, int migrations, std::chrono::steady_clock::time_point began) {
    auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
    log::info("started", {{"version", version}, {"port", port}, {"migrations", migrations}, {"ms", millis}});
}

/// With `announced` seconds of grace load balancers learn that this node leaves, while everything goes on; a second signal ends that.
void wait_for_one_of(const sigset_t& signals, std::int64_t announced) {
    int signal = 0;
    sigwait(&signals, &signal);
    log::info("stopping", {{"signal", signal}});
    if (announced == 0) return;
    announce_leaving();
    const timespec most{announced, 0};
    sigtimedwait(&signals, nullptr, &most);
}

/// Until a brand exists, the log says how the first owner is made.
void announce_setup(Program& program) {
    bool open = program.database().read([](db::Reader& reader) { return accounts::needs_setup(reader); });
    if (open) log::warning("not set up yet: open /setup and enter the token", {{"token", accounts::setup_token(program.system_context())}});
}

/// The daily clean-up runs once now and then by itself.
void start_housekeeping(Services& services, const Context& system) {
    services.database.write([&](db::Tx& tx) { jobs::enqueue(tx, system, "platform.clean", http::Empty{}, {std::nullopt, "daily"}); });
}

/// What the slices keep running, in their order.
class Residents {
  public:
    Residents(const Registry& registry, const Context& system, const std::string& node) {
        for (auto& entry : registry.residents())
            if (auto made = entry.make(system, node)) all_.push_back(std::move(made));
    }
    void start() {
        for (auto& one : all_) one->start();
    }
    void stop() {
        while (!all_.empty()) all_.back()->stop(), all_.pop_back();
    }

  private:
    std::vector<std::unique_ptr<Resident>> all_;
};

}  // namespace

int serve(const config::Settings& settings) {
    // Before the program makes a thread: a thread that does not block them would be killed by them, and all with it.
    auto signals = block_stop_signals();
    auto began = std::chrono::steady_clock::now();
    Program program(settings);
    int applied = program.migrate();
    auto& services = program.services();
    NodeName name(settings.text("data"));
    auto& node = name.text();
    auto system = program.system_context();
    live::Hub hub(services.database, program.registry().live(), node);
    services.live = &hub;
    trail::Consumers consumers(services.database, system, program.registry().consumers(), node);
    services.consumers = &consumers;
    jobs::Runner runner(services.database, system, program.registry().jobs(), node);
    http::Dispatch dispatch(services, program.registry(), dispatch_options(settings));
    auto server = http::make_server(server_options(settings), dispatch);
    Residents residents(program.registry(), system, node);
    start_housekeeping(services, system);
    offer_figures(services, hub, dispatch, *server);
    hub.start();
    consumers.start();
    runner.start();
    residents.start();
    server->start();
    log_start(server->port(), applied, began);
    announce_setup(program);
    wait_for_one_of(signals, settings.integer("stop_announce_seconds"));
    server->stop(std::chrono::seconds(settings.integer("stop_grace_seconds")));
    dispatch.stop();
    residents.stop();
    runner.stop();
    consumers.stop();
    hub.stop();
    services.live = nullptr;
    program.database().stop();
    log::info("stopped", {});
    return 0;
}

}  // namespace goodhost::app
