#include <algorithm>
#include <condition_variable>
#include <thread>

#include "platform/log/log.hpp"
#include "platform/trail/queries.hpp"
#include "platform/trail/reaction.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::trail {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Few threads for all consumers, so that they never take every connection from the requests.
constexpr std::size_t most_threads = 3;
/// Should a wake-up be lost (a listening connection that broke), nothing waits longer than this.
constexpr std::chrono::seconds fallback{10};
constexpr std::chrono::milliseconds pending_delay{50};
constexpr std::string_view released = "released";
constexpr int most_looked_through = 500;

/// Entries that a consumer has yet to handle. It skips what does not concern it without writing that down, so that other nodes do not know
/// how far it is.
std::int64_t lag_of(db::Reader& reader, const Reaction& reaction, Position at) {
    const auto behind = count_after(reader, at);
    if (behind == 0 || behind > most_looked_through) return behind;
    const auto entries = read_after(reader, at, most_looked_through);
    return behind - std::ranges::count_if(entries, [&](const Entry& entry) { return !reaction.needs(reader, entry); });
}

struct Slot {
    Slot(db::Database& database, const Context& system, Consumer consumer, const std::string& node)
        : reaction(database, system, std::move(consumer), node) {}
    Reaction reaction;
    bool due = true, running = false;
    std::optional<Instant> not_before;  ///< by the clock: back-off, or another node's lease
    SteadyTime not_after{};             ///< when `not_before` has come whatever became of the clock
    bool held_elsewhere = false;
    std::optional<SteadyTime> again;  ///< entries were not final yet
};

}  // namespace

struct Consumers::State {
    State(db::Database& db, const Context& context, std::string name) : database(db), system(context), node(std::move(name)) {}

    void wake(std::string_view word) {
        std::lock_guard lock(mutex);
        for (auto& slot : slots) {
            slot->due = true;
            if (word == released && slot->held_elsewhere) slot->not_before.reset();
        }
        changed.notify_all();
    }

    void run() {
        std::unique_lock lock(mutex);
        while (!stopping) {
            if (Slot* slot = next_due())
                run_step(*slot, lock);
            else
                changed.wait_for(lock, until_next());
        }
    }

    void run_step(Slot& slot, std::unique_lock<std::mutex>& lock) {
        slot.running = true;
        slot.due = false;
        slot.again.reset();
        lock.unlock();
        const auto step = slot.reaction.step();
        lock.lock();
        slot.running = false;
        const bool woken = slot.due;
        slot.due = woken || step.more;
        slot.not_before = step.again_at;
        if (step.again_at) slot.not_after = std::chrono::steady_clock::now() + system.clock.until(*step.again_at);
        // The wake-up may have been the other node's release, which this step did not see yet.
        if (step.held_elsewhere && woken) slot.not_before.reset();
        slot.held_elsewhere = step.held_elsewhere;
        if (step.pending) slot.again = std::chrono::steady_clock::now() + pending_delay;
        changed.notify_all();
    }

    /// The consumers take turns, so that one with much to do does not keep the others waiting.
    Slot* next_due() {
        const auto now = std::chrono::steady_clock::now();
        if (now >= sweep_at) {
            sweep_at = now + fallback;
            for (auto& slot : slots) slot->due = true;
        }
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto& slot = *slots[(turn + i) % slots.size()];
            const bool again = slot.again && *slot.again <= now;
            const bool waited = slot.not_before && (now >= slot.not_after || system.clock.until(*slot.not_before) == Duration{0});
            const bool may_run = !slot.running && (!slot.not_before || waited);
            if (!may_run || !(slot.due || again || waited)) continue;
            turn = (turn + i + 1) % slots.size();
            return &slot;
        }
        return nullptr;
    }

    std::chrono::nanoseconds until_next() const {
        const auto now = std::chrono::steady_clock::now();
        auto wait = std::chrono::nanoseconds(sweep_at - now);
        for (auto& slot : slots) {
            if (slot->running) continue;
            if (slot->not_before)
                wait = std::min<std::chrono::nanoseconds>({wait, system.clock.until(*slot->not_before), slot->not_after - now});
            if (slot->again) wait = std::min<std::chrono::nanoseconds>(wait, *slot->again - now);
        }
        return std::max<std::chrono::nanoseconds>(wait, std::chrono::milliseconds{1});
    }

    /// Whether every consumer has come as far as `target`, here or on the node that runs it.
    bool all_reached(Position target) const {
        std::vector<std::string_view> behind;
        for (auto& slot : slots)
            if (slot->reaction.reached() < target) behind.push_back(slot->reaction.consumer().name);
        if (behind.empty()) return true;
        return database.read([&](db::Reader& reader) {
            return std::ranges::all_of(behind, [&](std::string_view name) {
                return reader.find<Position>(sql::find_standing, name).value_or(Position{}) >= target;
            });
        });
    }

    Slot* find(std::string_view name) const {
        const auto at = std::ranges::find_if(slots, [&](auto& slot) { return slot->reaction.consumer().name == name; });
        return at == slots.end() ? nullptr : at->get();
    }

    db::Database& database;
    const Context system;
    const std::string node;
    std::vector<std::unique_ptr<Slot>> slots;  ///< constant once made; what is in them is under the mutex
    std::vector<std::jthread> threads;

    std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    std::size_t turn = 0;
    SteadyTime sweep_at{};
};

Consumers::Consumers(db::Database& database, const Context& system, std::vector<Consumer> consumers, std::string node)
    : state_(std::make_shared<State>(database, system, std::move(node))) {
    for (auto& consumer : consumers) state_->slots.push_back(std::make_unique<Slot>(database, system, std::move(consumer), state_->node));
    std::weak_ptr<State> weak = state_;
    database.listen("trail", [weak](std::string_view word) {
        if (auto state = weak.lock()) state->wake(word);
    });
    system.clock.on_jump([weak] {
        if (auto state = weak.lock()) state->wake({});
    });
}

Consumers::~Consumers() { stop(); }

void Consumers::start() {
    for (auto& slot : state_->slots) slot->reaction.register_consumer();
    state_->stopping = false;
    const auto count = std::min(most_threads, state_->slots.size());
    for (std::size_t i = 0; i < count; ++i) state_->threads.emplace_back([state = state_.get()] { state->run(); });
}

void Consumers::stop() {
    if (state_->threads.empty()) return;
    {
        std::lock_guard lock(state_->mutex);
        state_->stopping = true;
        state_->changed.notify_all();
    }
    state_->threads.clear();
    try {
        for (auto& slot : state_->slots) slot->reaction.store_skipped();
        state_->database.write([&](db::Tx& tx) {
            tx.execute(sql::release_leases, state_->node);
            tx.notify("trail", released);
        });
    } catch (const std::exception& error) {
        // The database is gone: the leases run out by themselves, and what was skipped is skipped again.
        log::warning("trail.leases_not_released", {{"error", error.what()}});
    }
}

std::vector<Consumers::Status> Consumers::status() const {
    std::vector<Status> list;
    state_->database.read([&](db::Reader& reader) {
        for (auto& slot : state_->slots) {
            const auto name = slot->reaction.consumer().name;
            const auto stored = reader.find<Position>(sql::find_standing, name).value_or(Position{});
            const auto at = std::max(stored, slot->reaction.reached());
            list.push_back({std::string(name), to_string(at), lag_of(reader, slot->reaction, at),
                            reader.get<std::int64_t>(sql::count_failures, name), slot->reaction.last_error()});
        }
    });
    return list;
}

bool Consumers::caught_up(std::chrono::milliseconds timeout) {
    const auto target = state_->database.read(newest_of);
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!state_->all_reached(target)) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::unique_lock lock(state_->mutex);
        state_->changed.wait_for(lock, pending_delay);
    }
    return true;
}

void Consumers::replay(std::string_view name, Position from) {
    state_->database.write([&](db::Tx& tx) {
        tx.execute(sql::move_consumer, name, from.transaction, from.sequence);
        tx.notify("trail", "");
    });
}

bool Consumers::retry(std::int64_t failure_id) {
    const auto failure = state_->database.read([&](db::Reader& reader) { return reader.find<Failure>(sql::find_failure, failure_id); });
    Slot* const slot = failure ? state_->find(failure->consumer) : nullptr;
    return slot && slot->reaction.retry(failure_id);
}

}  // namespace goodhost::trail
