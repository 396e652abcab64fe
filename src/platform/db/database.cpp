#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "platform/db/backend.hpp"
#include "platform/db/trace.hpp"

namespace goodhost::db {

namespace {

/// Where a thread waits for the answer to its write. Shared with the writer, which may still notify when the waiting
/// one has already seen the answer.
struct Answer {
    std::mutex mutex;
    std::condition_variable changed;
    bool here = false;
    std::exception_ptr error;

    void give(std::exception_ptr e) {
        std::lock_guard lock(mutex);
        error = std::move(e);
        here = true;
        changed.notify_one();
    }
    void wait() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return here; });
        if (error) std::rethrow_exception(error);
    }
};

Backend& backend_of(Database& database) { return dynamic_cast<Backend&>(database); }

}  // namespace

void Database::write_and_wait(const std::function<void(Tx&)>& job) {
    if (backend_of(*this).on_writer_thread()) throw std::logic_error("a write job waits for another write");
    auto answer = std::make_shared<Answer>();
    // Whoever waits for the write has run its statements.
    write_async(
        [&job, trace = Tracing::current()](Tx& tx) {
            Tracing tracing(trace);
            job(tx);
        },
        [answer](std::exception_ptr error) { answer->give(std::move(error)); });
    answer->wait();
}

std::unique_ptr<Database> open(const Options& options) {
    return options.postgres_url.empty() ? open_sqlite(options) : open_postgres(options);
}

void fail_nth_change(Database& database, std::int64_t n) { backend_of(database).meter().fail_nth_change(n); }

std::int64_t changes_counted(Database& database) { return backend_of(database).meter().changes(); }

}  // namespace goodhost::db
