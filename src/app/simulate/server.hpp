#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/memory.hpp"
#include "platform/registry.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::trail {
class Reaction;
}

namespace goodhost::simulate {

class Server;

/// What a program needs that is the same for all that run on a machine.
struct Machine {
    explicit Machine(db::Undo undo);
    ~Machine();
    Machine(const Machine&) = delete;
    void migrate();

    ManualClock clock{Instant{}};
    db::MemoryDatabase database;

    struct Fittings;
    std::unique_ptr<Fittings> fittings;
    Server* server = nullptr;  ///< the one that runs
    bool routes = false;       ///< the program gives tickets to people
    std::int64_t words = 0;    ///< how often something was written on the trail
};

/// The program as it runs: what the slices contribute, their consumers and timers, on the caller's thread and by the machine's clock.
/// It is thrown away when it crashes and made anew on the same database.
class Server {
  public:
    explicit Server(Machine& machine);
    ~Server();
    Server(const Server&) = delete;

    /// What `serve` does before it serves.
    void start();
    /// Follows the trail to its end.
    void catch_up();
    /// When the next job is due, by the machine's clock; what is past is due now.
    std::optional<Instant> next_job();
    /// Runs what is due by now, and follows what comes of it.
    void run_due();
    /// The newest entry, when none after `since` is of those that people hear of; nothing when that is not known.
    std::optional<std::int64_t> quiet_until(std::int64_t since) const;
    /// A job was enqueued.
    void hear_of_job(Instant at);
    Context system();
    const Registry& registry() const;

  private:
    struct State;
    std::optional<std::vector<trail::Entry>> new_entries();
    bool needs_any(const trail::Reaction& reaction, const std::vector<trail::Entry>& fresh);
    Machine& machine_;
    std::unique_ptr<State> state_;
};

}  // namespace goodhost::simulate
