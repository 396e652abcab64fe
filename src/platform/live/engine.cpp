#include "platform/live/engine.hpp"

#include "platform/live/access.hpp"
#include "platform/log/log.hpp"

namespace goodhost::live {

namespace {

constexpr int workers = 2;
constexpr std::size_t page_size = 200;
constexpr std::int64_t longest_resume = 10'000;
constexpr std::chrono::milliseconds slow_delay{20};
/// PostgreSQL takes 8,000 bytes.
constexpr std::size_t longest_payload = 7'900;

}  // namespace

Engine::Engine(db::Database& database, std::vector<Source> sources, std::string node, const Clock& clock)
    : database_(database), sources_(std::move(sources)), node_(std::move(node)), clock_(clock) {}

void Engine::listen() {
    auto weak = weak_from_this();
    const auto wake = [weak](std::string_view) {
        if (auto engine = weak.lock()) {
            std::lock_guard lock(engine->mutex_);
            engine->tail_due_ = true;
            engine->tail_wake_.notify_all();
        }
    };
    database_.listen("trail", wake);
    database_.listen("live", [weak, wake](std::string_view payload) {
        if (auto engine = weak.lock()) {
            std::lock_guard lock(engine->mutex_);
            // An empty word says that words may have been lost.
            if (!payload.empty()) engine->heard_.emplace_back(payload);
        }
        wake({});
    });
    database_.listen(std::string(access_channel), [weak](std::string_view whose) {
        if (auto engine = weak.lock()) engine->ask(whose);
    });
    clock_.on_jump([wake] { wake({}); });
}

void Engine::start() {
    const auto at = database_.read(trail::position_of);
    {
        std::lock_guard lock(mutex_);
        ring_.begin_at(at);
        stopping_ = false;
        tail_due_ = true;
    }
    threads_.emplace_back([this] { run_tail(); });
    for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { run_worker(); });
}

void Engine::stop() {
    std::set<std::shared_ptr<Viewer>> left;
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        tail_wake_.notify_all();
        worker_wake_.notify_all();
    }
    threads_.clear();
    {
        std::lock_guard lock(mutex_);
        left.swap(viewers_);
        followers_.clear();
        queue_.clear();
        delayed_.clear();
    }
    for (const auto& viewer : left) viewer->close(http::CloseCode::going_away, "the server stops");
}

std::string Engine::new_connection() {
    std::lock_guard lock(mutex_);
    return node_ + '#' + std::to_string(++connections_);
}

void Engine::add(const std::shared_ptr<Viewer>& viewer) {
    std::unique_lock lock(mutex_);
    if (stopping_) {
        lock.unlock();
        return viewer->close(http::CloseCode::going_away, "the server stops");
    }
    viewers_.insert(viewer);
    push(viewer);
}

void Engine::remove(const std::shared_ptr<Viewer>& viewer) {
    std::lock_guard lock(mutex_);
    viewers_.erase(viewer);
    for (auto& [topic, followers] : followers_) followers.erase(viewer);
    std::erase_if(followers_, [](auto& entry) { return entry.second.empty(); });
    // Its last step says goodbye.
    push(viewer);
}

void Engine::schedule(const std::shared_ptr<Viewer>& viewer) {
    std::lock_guard lock(mutex_);
    push(viewer);
}

void Engine::push(const std::shared_ptr<Viewer>& viewer) {
    auto& turn = viewer->turn;
    if (turn.running)
        turn.again = true;
    else if (!turn.queued && !stopping_) {
        turn.queued = true;
        queue_.push_back(viewer);
        worker_wake_.notify_one();
    }
}

std::int64_t Engine::viewers() const {
    std::lock_guard lock(mutex_);
    return static_cast<std::int64_t>(viewers_.size());
}

void Engine::announce(const Signal& signal) {
    auto payload = json::to_json(signal);
    if (payload.size() > longest_payload) return log::warning("live.signal_too_long", {{"kind", signal.kind}, {"bytes", payload.size()}});
    {
        std::lock_guard lock(mutex_);
        outbox_.push_back(std::move(payload));
        if (std::exchange(sending_, true)) return;
    }
    send_outbox();
}

/// One transaction at a time, with all that has come meanwhile: transactions side by side might commit in another order, and
/// somebody who left would be seen to come.
void Engine::send_outbox() {
    std::vector<std::string> signals;
    {
        std::lock_guard lock(mutex_);
        signals.swap(outbox_);
    }
    const auto done = [weak = weak_from_this()](std::exception_ptr error) {
        if (error) log::warning("live.signals_lost");
        const auto engine = weak.lock();
        if (!engine) return;
        {
            std::lock_guard lock(engine->mutex_);
            engine->sending_ = !engine->outbox_.empty();
            if (!engine->sending_) return;
        }
        engine->send_outbox();
    };
    database_.write_async(
        [signals](db::Tx& tx) {
            for (const auto& payload : signals) tx.notify("live", payload);
        },
        done);
}

void Engine::follow(const std::shared_ptr<Viewer>& viewer, const std::string& topic, const Source* source) {
    std::lock_guard lock(mutex_);
    if (viewers_.contains(viewer)) followers_[topic][viewer] = source;
}

void Engine::unfollow(const std::shared_ptr<Viewer>& viewer, const std::string& topic) {
    std::lock_guard lock(mutex_);
    const auto found = followers_.find(topic);
    if (found == followers_.end()) return;
    found->second.erase(viewer);
    if (found->second.empty()) followers_.erase(found);
}

std::vector<Actor> Engine::people(const std::string& topic) const {
    std::lock_guard lock(mutex_);
    return presence_.people(topic);
}

trail::Position Engine::head() const {
    std::lock_guard lock(mutex_);
    return ring_.head();
}

const Source* Engine::source_for(const Context& viewer, const std::string& topic) {
    return database_.read([&](db::Reader& reader) -> const Source* {
        for (const auto& source : sources_)
            if (source.may_follow && source.may_follow(reader, viewer, topic)) return &source;
        return nullptr;
    });
}

const Source* Engine::source_of(std::string_view stream) const {
    for (const auto& source : sources_)
        if (stream.starts_with(source.stream_prefix)) return &source;
    return nullptr;
}

Page Engine::load_all(db::Reader& reader, std::vector<trail::Entry> entries) const {
    Page page;
    for (auto& entry : entries) {
        page.reached = entry.position();
        const auto* const source = source_of(entry.stream);
        if (!source || !source->load || !source->view) continue;
        try {
            if (auto data = source->load(reader, entry); !data.empty())
                page.entries.push_back(std::make_shared<Loaded>(std::move(entry), source, std::move(data)));
        } catch (const db::Error& error) {
            if (error.kind == db::ErrorKind::disconnected) throw;
            log::error("live.load_failed", {{"entry", to_string(page.reached)}, {"error", error.what()}});
        } catch (const std::exception& error) {
            // Of one entry, such as one whose row is gone since: the others go on.
            log::error("live.load_failed", {{"entry", to_string(page.reached)}, {"error", error.what()}});
        }
    }
    return page;
}

Page Engine::page(trail::Position after, trail::Position until) {
    {
        std::lock_guard lock(mutex_);
        if (ring_.covers(after)) return ring_.page(after, until, page_size);
    }
    return database_.read([&](db::Reader& reader) {
        auto entries = trail::read_after(reader, after, static_cast<int>(page_size));
        const bool last = entries.size() < page_size || entries.back().position() >= until;
        std::erase_if(entries, [&](const trail::Entry& entry) { return entry.position() > until; });
        auto page = load_all(reader, std::move(entries));
        if (last) page.reached = until;
        return page;
    });
}

bool Engine::too_old(trail::Position position) {
    {
        std::lock_guard lock(mutex_);
        if (ring_.covers(position) && position <= ring_.head()) return false;
    }
    return database_.read(
        [&](db::Reader& reader) { return position > trail::newest_of(reader) || trail::count_after(reader, position) > longest_resume; });
}

void Engine::run_worker() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto viewer = next_viewer(lock);
        if (!viewer) continue;
        viewer->turn = {.running = true};
        lock.unlock();
        auto next = Viewer::Next::idle;
        try {
            next = viewer->step(*this);
        } catch (const std::exception& error) {
            log::error("live.session_failed", {{"error", error.what()}});
            viewer->close(http::CloseCode::internal, "");
        }
        lock.lock();
        const bool again = viewer->turn.again || next == Viewer::Next::more;
        viewer->turn = {};
        if (next == Viewer::Next::later) {
            viewer->turn.queued = true;
            delayed_.emplace(std::chrono::steady_clock::now() + slow_delay, viewer);
        } else if (again) {
            push(viewer);
        }
    }
}

/// Nothing when it waited: the caller looks again whether to stop.
std::shared_ptr<Viewer> Engine::next_viewer(std::unique_lock<std::mutex>& lock) {
    if (!delayed_.empty() && delayed_.begin()->first <= std::chrono::steady_clock::now()) {
        auto viewer = delayed_.begin()->second;
        delayed_.erase(delayed_.begin());
        return viewer;
    }
    if (!queue_.empty()) {
        auto viewer = std::move(queue_.front());
        queue_.pop_front();
        return viewer;
    }
    if (delayed_.empty()) {
        worker_wake_.wait(lock);
    } else {
        // Another worker may take the viewer out of the map while this one waits.
        const auto due = delayed_.begin()->first;
        worker_wake_.wait_until(lock, due);
    }
    return nullptr;
}

}  // namespace goodhost::live
