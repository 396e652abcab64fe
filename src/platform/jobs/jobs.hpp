#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// Durable work: now or at a time, exact to the second.
namespace goodhost::jobs {

struct Job {
    std::int64_t id = 0;
    std::string kind;
    std::string unique_key;
    std::string payload;
    BrandId brand_id;
    Instant run_at;
    int attempts = 0;  ///< including this one
    std::string last_error;
};
BOOST_DESCRIBE_STRUCT(Job, (), (id, kind, unique_key, payload, brand_id, run_at, attempts, last_error))

enum class Lane { quick, slow };

/// `handle` runs on a worker without a transaction; it may block (mail, HTTP) and writes through
/// context.services.database. It may run again after a crash: it must be idempotent. A Problem that is not
/// worth_retrying, or the last attempt, makes the job a dead letter; anything else is tried again.
struct Kind {
    std::string_view name;                                   ///< `email.send`
    std::function<void(const Context&, const Job&)> handle;  ///< empty: nobody runs it in this program, and it is not written down
    Lane lane = Lane::quick;
    int max_attempts = 12;
    Duration first_delay{std::chrono::seconds{5}};  ///< doubles with each attempt, ±20 %
    Duration longest_delay{std::chrono::hours{1}};
    Duration lease{std::chrono::minutes{2}};  ///< renewed while it runs; a dead node's job is taken over after it
};

struct When {
    std::optional<Instant> at;  ///< nothing: now
    /// An unfinished job of the same kind and key is moved to the new time and payload instead; one that is running
    /// finishes, whatever comes of it, and then runs once more.
    std::string unique_key;
};

/// In the caller's transaction: the job exists if and only if the transaction commits.
void enqueue_text(db::Tx& tx, const Context& context, std::string_view kind, const std::string& payload, const When& when = {});
template <class P>
void enqueue(db::Tx& tx, const Context& context, std::string_view kind, const P& payload, const When& when = {}) {
    enqueue_text(tx, context, kind, json::to_json(payload), when);
}
/// Removes unfinished jobs of a kind and key; how many.
std::int64_t cancel(db::Tx& tx, std::string_view kind, std::string_view unique_key);

struct Counts {
    std::string kind;
    std::int64_t waiting = 0, running = 0, dead = 0;
    std::optional<Instant> oldest_due;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (kind, waiting, running, dead, oldest_due))
std::vector<Counts> counts(db::Reader& reader);
std::vector<Job> dead_letters(db::Reader& reader, std::int64_t after_id, int limit);
/// A dead letter runs again now; when an unfinished job has taken its key meanwhile, that one stays and the dead letter
/// goes. False when there is none.
bool retry(db::Tx& tx, const Context& context, std::int64_t id);
/// Forgets a dead letter. False when there is none.
bool discard(db::Tx& tx, std::int64_t id);

/// Claims and runs jobs; sleeps until the next is due, woken by commits that enqueue an earlier one and by the clock.
/// `workers` threads serve the quick lane, half as many the slow one, so that a slow mail server never delays a
/// promise's timer. `node` is unique among the running processes.
class Runner {
  public:
    Runner(db::Database& database, const Context& system, std::vector<Kind> kinds, std::string node, int workers = 4);
    ~Runner();
    void start();
    /// Finishes what runs, claims nothing new.
    void stop();
    /// Runs all that is due now on this thread and what that enqueues as due, in order of time; for tests. How many
    /// ran.
    int run_due();

  private:
    struct State;
    std::shared_ptr<State> state_;  ///< the database and the clock hold weak references, for they can't be told to forget us
};

}  // namespace goodhost::jobs
