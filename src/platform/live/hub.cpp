#include "platform/live/engine.hpp"

namespace goodhost::live {

namespace {

constexpr std::size_t longest_data = 4000;

}  // namespace

Hub::Hub(db::Database& database, std::vector<Source> sources, std::string node, const Clock* clock)
    : engine_(std::make_shared<Engine>(database, std::move(sources), std::move(node), clock ? *clock : system_clock_)) {
    engine_->listen();
}

Hub::~Hub() { stop(); }

void Hub::start() { engine_->start(); }

void Hub::stop() { engine_->stop(); }

std::shared_ptr<http::SocketHandler> Hub::connect(const Context& viewer, std::function<bool()> still_valid) {
    return std::make_shared<Viewer>(engine_, viewer, std::move(still_valid), engine_->new_connection());
}

void Hub::signal(std::string_view topic, std::string_view kind, const Actor& from, const std::string& data) {
    if (data.size() > longest_data) throw std::length_error("a signal's data is too long");
    engine_->announce({std::string(topic), std::string(kind), from, {}, RawJson{data.empty() ? "null" : data}});
}

std::int64_t Hub::viewers() const { return engine_->viewers(); }

}  // namespace goodhost::live
