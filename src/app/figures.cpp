#include "app/figures.hpp"

#include <filesystem>

#include "platform/config/settings.hpp"
#include "platform/db/db.hpp"
#include "platform/http/dispatch.hpp"
#include "platform/live/live.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/services.hpp"
#include "platform/version.hpp"

namespace goodhost::app {

namespace {

using metrics::Registry;

void of_http(Registry& registry, const http::Dispatch& dispatch, const http::Server& server) {
    registry.gauge("goodhost_requests_queued", {}, "Requests that wait for a worker.",
                   [&dispatch] { return static_cast<double>(dispatch.queued()); });
    registry.gauge("goodhost_workers_busy", {}, "Workers that serve a request.",
                   [&dispatch] { return static_cast<double>(dispatch.busy()); });
    registry.gauge("goodhost_connections", {}, "Open connections.",
                   [&server] { return static_cast<double>(server.statistics().connections); });
    registry.gauge("goodhost_live_sockets", {}, "Connections that are WebSockets.",
                   [&server] { return static_cast<double>(server.statistics().sockets); });
    registry.counted("goodhost_connections_refused_total", {}, "Connections beyond the limits.",
                     [&server] { return static_cast<double>(server.statistics().refused); });
}

void of_database(Registry& registry, const db::Database& database) {
    registry.counted("goodhost_database_statements_total", {}, "Statements run.",
                     [&database] { return static_cast<double>(database.statistics().statements); });
    registry.counted("goodhost_database_commits_total", {}, "Commits; one may hold many writes.",
                     [&database] { return static_cast<double>(database.statistics().commits); });
    registry.counted("goodhost_database_retries_total", {}, "Writes that were run again after a conflict.",
                     [&database] { return static_cast<double>(database.statistics().retries); });
    registry.counted("goodhost_database_slow_total", {}, "Slow statements; the log has their plans.",
                     [&database] { return static_cast<double>(database.statistics().slow); });
    registry.gauge("goodhost_database_writes_waiting", {}, "Writes that wait for a writer.",
                   [&database] { return static_cast<double>(database.statistics().writes_waiting); });
}

}  // namespace

void offer_figures(Services& services, const live::Hub& hub, const http::Dispatch& dispatch, const http::Server& server) {
    auto& registry = services.metrics;
    const std::chrono::duration<double> started = services.clock.now().time_since_epoch();
    metrics::offer_process(registry, started.count());
    registry.gauge("goodhost_build_info", metrics::label("version", version), "Which version runs.", [] { return 1.0; });
    registry.gauge("goodhost_live_viewers", {}, "Desks and pages that follow live.", [&hub] { return static_cast<double>(hub.viewers()); });
    registry.gauge("goodhost_data_free_bytes", {}, "Room on the disk of the data folder.", [folder = services.settings.text("data")] {
        std::error_code error;
        auto space = std::filesystem::space(folder, error);
        return error ? 0.0 : static_cast<double>(space.available);
    });
    of_http(registry, dispatch, server);
    of_database(registry, services.database);
}

}  // namespace goodhost::app
