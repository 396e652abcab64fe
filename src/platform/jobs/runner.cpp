#include <algorithm>
#include <array>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "platform/jobs/claims.hpp"
#include "platform/log/log.hpp"

namespace goodhost::jobs {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Leases are at least 30 s long.
constexpr std::chrono::seconds keeper_interval{10};
/// Should a wake-up be lost (a listening connection that broke) or the machine have slept, nothing waits longer than
/// this.
constexpr std::chrono::seconds fallback{30};
constexpr std::chrono::seconds pause_after_failure{1};

/// What one kind of worker knows of the time. One worker at a time looks for work (the scout); the others sleep.
struct LaneState {
    Lane name = Lane::quick;
    int workers = 0;
    bool due = true, scouting = false;
    std::optional<Instant> wake_at;  ///< the next job's time
    SteadyTime look_again{};         ///< at the latest
};

}  // namespace

struct Runner::State {
    State(db::Database& database, const Context& context, std::vector<Kind> list, std::string node)
        : system(context), kinds(std::move(list)), claims(database, system, kinds, std::move(node)) {}

    /// `word`: the time of the job that was enqueued.
    void wake(std::string_view word) {
        std::int64_t millis = 0;
        std::from_chars(word.data(), word.data() + word.size(), millis);
        std::lock_guard lock(mutex);
        // A scout may have looked before the commit, and what it found overwrites the time that is known now.
        for (auto& lane : lanes)
            if (lane.scouting || !lane.wake_at || from_millis(millis) <= *lane.wake_at) lane.due = true;
        changed.notify_all();
    }

    void jump() {
        std::lock_guard lock(mutex);
        keep_now = true;
        changed.notify_all();
    }

    void work(LaneState& lane) {
        std::optional<Outcome> ended;
        std::unique_lock lock(mutex);
        while (!stopping) {
            if (!ended && !begin_scouting(lane)) {
                changed.wait_for(lock, until_next(lane));
                continue;
            }
            const bool scout = !ended;
            lock.unlock();
            auto job = claim(lane, ended);
            lock.lock();
            if (scout) lane.scouting = false;
            if (ended) {
                changed.wait_for(lock, pause_after_failure, [&] { return stopping; });
                continue;
            }
            // Where one job was due, there may be another: a colleague looks while this one works.
            if (job || !scout) lane.due = true;
            changed.notify_all();
            if (!job) continue;
            lock.unlock();
            ended = claims.run(*job);
            lock.lock();
        }
        lock.unlock();
        if (ended) finish(*ended);
    }

    void forget(const Outcome& ended) {
        std::erase_if(running, [&](const Claimed& job) { return job.id == ended.id && job.claim == ended.claim; });
    }

    bool begin_scouting(LaneState& lane) {
        const auto now = std::chrono::steady_clock::now();
        const bool come = lane.wake_at && system.clock.until(*lane.wake_at) == Duration{0};
        if (lane.scouting || !(lane.due || come || now >= lane.look_again)) return false;
        lane.due = false;
        lane.scouting = true;
        lane.look_again = now + fallback;
        return true;
    }

    std::chrono::nanoseconds until_next(const LaneState& lane) const {
        if (lane.scouting) return fallback;
        auto wait = std::chrono::nanoseconds(lane.look_again - std::chrono::steady_clock::now());
        if (lane.wake_at) wait = std::min<std::chrono::nanoseconds>(wait, system.clock.until(*lane.wake_at));
        return std::max<std::chrono::nanoseconds>(wait, std::chrono::milliseconds{1});
    }

    /// What had `ended` is forgotten once that is durable. Until then the keeper renews its lease, and it is tried again.
    std::optional<Claimed> claim(LaneState& lane, std::optional<Outcome>& ended) {
        try {
            release_lost();
            if (ended) {
                auto job = take(lane, ended);
                ended.reset();
                return job;
            }
            const auto at = claims.next_time(lane.name);
            {
                std::lock_guard lock(mutex);
                lane.wake_at = at;
            }
            return at && *at <= system.now() ? take(lane, {}) : std::nullopt;
        } catch (const std::exception& error) {
            log::warning("jobs.not_claimed", {{"error", error.what()}});
            std::lock_guard lock(mutex);
            unsure = true;
            lane.wake_at.reset();
            lane.look_again = std::chrono::steady_clock::now() + pause_after_failure;
            return std::nullopt;
        }
    }

    std::optional<Claimed> take(const LaneState& lane, const std::optional<Outcome>& ended) {
        std::shared_lock turn(taking);
        auto job = claims.next(lane.name, ended);
        std::lock_guard lock(mutex);
        if (ended) forget(*ended);
        if (job) running.push_back(*job);
        return job;
    }

    /// A claim that was committed while the connection broke is nobody's: it would hold its job up until the lease ends.
    void release_lost() {
        std::unique_lock turn(taking);
        std::unique_lock lock(mutex);
        if (!unsure) return;
        const auto ours = running;
        lock.unlock();
        const bool any = claims.release_all_but(ours);
        lock.lock();
        unsure = false;
        for (auto& lane : lanes) lane.due = lane.due || any;
    }

    void finish(const Outcome& ended) {
        try {
            claims.finish(ended);
        } catch (const std::exception& error) { log::warning("jobs.not_ended", {{"job", ended.id}, {"error", error.what()}}); }
        std::lock_guard lock(mutex);
        forget(ended);
    }

    void keep_leases() {
        std::unique_lock lock(mutex);
        while (!stopping) {
            changed.wait_for(lock, keeper_interval, [&] { return stopping || keep_now; });
            if (stopping) return;
            keep_now = false;
            const auto now = system.now();
            const auto jobs = running;
            lock.unlock();
            try {
                claims.keep(jobs, now);
            } catch (const std::exception& error) {
                // Tried again at the next turn; leases outlast several.
                log::warning("jobs.leases_not_renewed", {{"error", error.what()}});
            }
            lock.lock();
        }
    }

    bool has_work_for(Lane lane) const {
        // An older node that does not write lanes leaves what is slow among the quick: somebody must find it there.
        return lane == Lane::quick ? !kinds.empty() : std::ranges::find(kinds, lane, &Kind::lane) != kinds.end();
    }

    const Context system;
    const std::vector<Kind> kinds;
    Claims claims;
    std::vector<std::jthread> threads;

    std::mutex mutex;
    std::condition_variable changed;
    std::array<LaneState, 2> lanes;
    std::vector<Claimed> running;
    bool stopping = false, keep_now = false;
    bool unsure = false;       ///< a claim failed, and may stand nevertheless
    std::shared_mutex taking;  ///< shared from a claim until the job is among the running; taken before `mutex`
};

Runner::Runner(db::Database& database, const Context& system, std::vector<Kind> kinds, std::string node, int workers)
    : state_(std::make_shared<State>(database, system, std::move(kinds), std::move(node))) {
    auto& [quick, slow] = state_->lanes;
    quick = {.name = Lane::quick, .workers = workers};
    slow = {.name = Lane::slow, .workers = std::max(1, workers / 2)};
    std::weak_ptr<State> weak = state_;
    database.listen("jobs", [weak](std::string_view word) {
        if (auto state = weak.lock()) state->wake(word);
    });
    system.clock.on_jump([weak] {
        if (auto state = weak.lock()) state->jump();
    });
}

Runner::~Runner() { stop(); }

void Runner::start() {
    state_->claims.begin();
    state_->stopping = false;
    for (auto& lane : state_->lanes)
        for (int i = 0; i < lane.workers && state_->has_work_for(lane.name); ++i)
            state_->threads.emplace_back([state = state_.get(), &lane] { state->work(lane); });
    state_->threads.emplace_back([state = state_.get()] { state->keep_leases(); });
}

void Runner::stop() {
    {
        std::lock_guard lock(state_->mutex);
        state_->stopping = true;
        state_->changed.notify_all();
    }
    state_->threads.clear();
}

int Runner::run_due() {
    state_->claims.keep({}, state_->system.now());
    int ran = 0;
    auto job = state_->claims.next({}, {});
    for (; job; ++ran) job = state_->claims.next({}, state_->claims.run(*job));
    return ran;
}

}  // namespace goodhost::jobs
