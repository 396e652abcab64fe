#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/jobs/jobs.hpp"

namespace goodhost::jobs {

BOOST_DESCRIBE_ENUM(Lane, quick, slow)

/// A job that this node runs. `claim` numbers the runs of a job and fences off a run whose lease was lost; `version`
/// tells whether the job was moved while it ran.
struct Claimed : Job {
    std::int64_t claim = 0, version = 0;
};
BOOST_DESCRIBE_STRUCT(Claimed, (Job), (claim, version))

/// What stands first among the waiting jobs of a lane.
struct Head {
    Instant run_at;
    std::int64_t id = 0;
    auto operator<=>(const Head&) const = default;
};
BOOST_DESCRIBE_STRUCT(Head, (), (run_at, id))

enum class Ending { done, again, dead };

struct Outcome {
    std::int64_t id = 0, claim = 0, version = 0;
    Ending ending = Ending::done;
    Instant again_at;
    std::string error;
};

/// The rows behind a Runner: claiming, ending and renewing. Thread-safe.
class Claims {
  public:
    Claims(db::Database& database, const Context& system, const std::vector<Kind>& kinds, std::string node);

    /// Ends a job, if one is given, and claims the next due one in the same transaction: of a lane, or of that which has the earlier one.
    std::optional<Claimed> next(std::optional<Lane> lane, const std::optional<Outcome>& ended);
    void finish(const Outcome& ended);
    /// When the next waiting job is due: of a lane, or of any.
    std::optional<Instant> next_time(std::optional<Lane> lane = {});
    /// Runs the handler; never throws.
    Outcome run(const Claimed& job) const;
    /// Renews the leases of what this node runs and frees what nodes left behind whose lease had run out `now`: a time before
    /// `running` was looked at, for what was claimed since is not among it.
    void keep(const std::vector<Claimed>& running, Instant now);
    /// Frees what this node has claimed and does not run; whether there was any.
    bool release_all_but(const std::vector<Claimed>& running);
    /// What this node ran before it was started again; and each waiting job into the lane of its kind.
    void begin();

  private:
    const Kind& kind_of(const Job& job) const;
    Outcome handled(const Claimed& job) const;
    Outcome outcome_of(const Claimed& job, const std::exception_ptr& error) const;
    std::optional<Head> head(db::Reader& reader, Lane lane) const;
    Lane first_lane(db::Reader& reader) const;
    std::optional<Claimed> claim(db::Tx& tx, std::optional<Lane> lane) const;
    std::optional<Claimed> take(db::Tx& tx, Lane lane, Instant now) const;
    static void end(db::Tx& tx, const Outcome& outcome);

    db::Database& database_;
    const Context& system_;
    const std::vector<Kind>& kinds_;
    const std::string names_;  ///< of all kinds, as JSON: a node of another version may have enqueued what this one does not know
    const std::string node_;
};

/// The delay before the next attempt after `attempts` of them: doubled each time, bounded, ±20 % by the job's id, so
/// that what failed together does not come back together.
Duration delay_after(const Kind& kind, std::int64_t id, int attempts);

}  // namespace goodhost::jobs
