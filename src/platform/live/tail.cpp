#include "platform/live/access.hpp"
#include "platform/live/engine.hpp"
#include "platform/log/log.hpp"

/// The engine's one thread that reads the trail, delivers signals and looks after time.
namespace goodhost::live {

namespace {

constexpr int tail_page = 500;
/// Should a wake-up be lost (a listening connection that broke), nothing waits longer than this.
constexpr std::chrono::seconds fallback{10};
constexpr std::chrono::milliseconds pending_delay{50};
constexpr std::chrono::milliseconds pause_after_failure{1000};
constexpr Duration expire_every{std::chrono::seconds{10}};
constexpr Duration ask_every{std::chrono::minutes{1}};

}  // namespace

void Engine::run_tail() {
    ask_at_ = clock_.now() + ask_every;
    for (;;) {
        {
            std::lock_guard lock(mutex_);
            if (stopping_) return;
            tail_due_ = false;
        }
        bool pending = false;
        try {
            pending = read_tail();
            hear_signals();
            look_after_time();
        } catch (const std::exception& error) {
            log::error("live.tail_failed", {{"error", error.what()}});
            std::unique_lock lock(mutex_);
            tail_wake_.wait_for(lock, pause_after_failure, [&] { return stopping_; });
        }
        wait_for_more(pending);
    }
}

void Engine::wait_for_more(bool pending) {
    auto wait = std::chrono::nanoseconds(pending ? std::chrono::nanoseconds(pending_delay) : fallback);
    wait = std::min<std::chrono::nanoseconds>(wait, clock_.until(std::min(expire_at_, ask_at_)));
    std::unique_lock lock(mutex_);
    tail_wake_.wait_for(lock, wait, [&] { return stopping_ || tail_due_; });
}

bool Engine::read_tail() {
    for (;;) {
        trail::Position at;
        bool anybody = false;
        {
            std::lock_guard lock(mutex_);
            at = ring_.head();
            anybody = !viewers_.empty();
            if (stopping_) return false;
        }
        const auto tail = load_tail(at, anybody);
        if (tail.page.reached == at) return tail.pending;
        add_tail(tail);
    }
}

Engine::Tail Engine::load_tail(trail::Position after, bool load) {
    return database_.read([&](db::Reader& reader) {
        auto entries = trail::read_after(reader, after, tail_page);
        Tail tail;
        tail.page.reached = entries.empty() ? after : entries.back().position();
        tail.pending = entries.size() < tail_page && trail::newest_of(reader) > tail.page.reached;
        for (const auto& entry : entries) {
            const auto* const source = source_of(entry.stream);
            tail.changes_access = tail.changes_access || (source && source->changes_access);
        }
        tail.loaded = load;
        if (load && !entries.empty()) tail.page = load_all(reader, std::move(entries));
        return tail;
    });
}

void Engine::add_tail(const Tail& tail) {
    std::lock_guard lock(mutex_);
    // Without viewers nothing is loaded nor kept. Whoever has come since, or comes back, reads these entries from the trail.
    if (tail.loaded && !viewers_.empty())
        ring_.add(tail.page);
    else
        ring_.begin_at(tail.page.reached);
    for (const auto& viewer : viewers_) {
        if (tail.changes_access) viewer->ask_again();
        push(viewer);
    }
}

void Engine::hear_signals() {
    std::deque<std::string> heard;
    {
        std::lock_guard lock(mutex_);
        heard.swap(heard_);
    }
    for (const auto& payload : heard) {
        try {
            hear(json::from_json<Signal>(payload));
        } catch (const Problem& problem) { log::warning("live.signal_not_understood", {{"error", problem.code}}); }
    }
}

void Engine::hear(const Signal& signal) {
    if (signal.kind != "here" && signal.kind != "away") return deliver(signal);
    bool changed = false;
    {
        std::lock_guard lock(mutex_);
        changed = signal.kind == "here" ? presence_.here(signal.topic, signal.from, signal.connection, clock_.now())
                                        : presence_.away(signal.topic, signal.from, signal.connection);
    }
    auto told = signal;
    told.kind = signal.kind == "here" ? "joined" : "left";
    if (changed) deliver(told);
}

void Engine::deliver(const Signal& signal) {
    std::vector<std::pair<std::shared_ptr<Viewer>, const Source*>> followers;
    {
        std::lock_guard lock(mutex_);
        if (const auto found = followers_.find(signal.topic); found != followers_.end())
            followers.assign(found->second.begin(), found->second.end());
    }
    for (const auto& [viewer, source] : followers) viewer->hear(signal, source);
}

void Engine::look_after_time() {
    const auto now = clock_.now();
    if (now >= expire_at_) {
        expire_at_ = now + expire_every;
        std::vector<Presence::Gone> gone;
        {
            std::lock_guard lock(mutex_);
            gone = presence_.expire(now);
        }
        for (const auto& [topic, who] : gone) deliver({topic, "left", who, {}, {}});
    }
    if (now < ask_at_) return;
    ask_at_ = now + ask_every;
    ask({});
}

void Engine::ask(std::string_view whose) {
    std::lock_guard lock(mutex_);
    for (const auto& viewer : viewers_) {
        if (!whose.empty() && access_word(viewer->context().actor) != whose) continue;
        viewer->ask_again();
        push(viewer);
    }
}

}  // namespace goodhost::live
