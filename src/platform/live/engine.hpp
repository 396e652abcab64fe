#pragma once
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "platform/live/presence.hpp"
#include "platform/live/viewer.hpp"

namespace goodhost::live {

/// The hub's machinery. One thread reads the trail's tail, delivers signals and looks after time; a few workers take
/// the viewers' steps. The database, the clock and the viewers hold weak references to it.
class Engine : public std::enable_shared_from_this<Engine> {
  public:
    Engine(db::Database& database, std::vector<Source> sources, std::string node, const Clock& clock);
    void listen();
    void start();
    void stop();

    std::string new_connection();
    void add(const std::shared_ptr<Viewer>& viewer);
    void remove(const std::shared_ptr<Viewer>& viewer);
    void schedule(const std::shared_ptr<Viewer>& viewer);
    std::int64_t viewers() const;

    /// Tells all nodes, this one included, in the order of the calls. The kinds `here` and `away` become presence there.
    void announce(const Signal& signal);
    void follow(const std::shared_ptr<Viewer>& viewer, const std::string& topic, const Source* source);
    void unfollow(const std::shared_ptr<Viewer>& viewer, const std::string& topic);
    std::vector<Actor> people(const std::string& topic) const;

    /// For steps: where the tail stands, what a viewer may follow, and entries from memory or the trail.
    trail::Position head() const;
    const Source* source_for(const Context& viewer, const std::string& topic);
    Page page(trail::Position after, trail::Position until);
    /// Whether a client that stands at `position` must fetch anew: too far behind, or of another history.
    bool too_old(trail::Position position);
    const Clock& clock() const { return clock_; }

  private:
    using SteadyTime = std::chrono::steady_clock::time_point;

    void send_outbox();
    void run_tail();
    /// What one look at the trail's tail brought.
    struct Tail {
        Page page;
        bool loaded = false;  ///< not while nobody looks
        bool changes_access = false;
        bool pending = false;  ///< entries are committed but not final yet: look again soon
    };
    bool read_tail();
    Tail load_tail(trail::Position after, bool load);
    void add_tail(const Tail& tail);
    void wait_for_more(bool pending);
    void hear_signals();
    void hear(const Signal& signal);
    void deliver(const Signal& signal);
    void look_after_time();
    /// Whether the sessions still hold: of one person (access_word), or of everybody when the word is empty.
    void ask(std::string_view whose);
    void run_worker();
    std::shared_ptr<Viewer> next_viewer(std::unique_lock<std::mutex>& lock);
    Page load_all(db::Reader& reader, std::vector<trail::Entry> entries) const;
    const Source* source_of(std::string_view stream) const;
    void push(const std::shared_ptr<Viewer>& viewer);

    db::Database& database_;
    const std::vector<Source> sources_;
    const std::string node_;
    const Clock& clock_;
    std::vector<std::jthread> threads_;

    mutable std::mutex mutex_;
    std::condition_variable tail_wake_, worker_wake_;
    bool stopping_ = true, tail_due_ = false;
    std::int64_t connections_ = 0;
    Ring ring_;
    std::set<std::shared_ptr<Viewer>> viewers_;
    std::map<std::string, std::map<std::shared_ptr<Viewer>, const Source*>, std::less<>> followers_;
    std::deque<std::shared_ptr<Viewer>> queue_;
    std::multimap<SteadyTime, std::shared_ptr<Viewer>> delayed_;
    std::vector<std::string> outbox_;  ///< signals while a transaction of earlier ones is on its way
    bool sending_ = false;
    std::deque<std::string> heard_;
    Presence presence_;
    Instant expire_at_, ask_at_;  ///< only the tail thread's
};

}  // namespace goodhost::live
