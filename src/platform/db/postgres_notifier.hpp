#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "platform/db/postgres_connection.hpp"

namespace goodhost::db {

/// Tells every node what transactions wanted to say, right after their commit. A NOTIFY takes a lock of the whole cluster until its
/// transaction is durable, so that transactions which said it themselves would be committed one after another. One connection
/// says what came up meanwhile, each word once and at its last place.
/// A process that is killed between a commit and its words says nothing: listeners look by themselves now and then.
class PostgresNotifier {
  public:
    using Word = PostgresConnection::Word;

    /// Both must outlive it.
    PostgresNotifier(const Options& options, Meter& meter) : options_(options), meter_(meter) {}
    ~PostgresNotifier() { stop(); }
    PostgresNotifier(const PostgresNotifier&) = delete;

    /// Thread-safe; never blocks.
    void say(std::vector<Word> words);
    /// Says what waits, if the server can be reached, then ends.
    void stop();

  private:
    void loop();
    bool send(const std::vector<Word>& words);
    void put_back(std::vector<Word> words);

    const Options& options_;
    Meter& meter_;
    std::unique_ptr<PostgresConnection> connection_;  ///< only for the thread
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Word> waiting_;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace goodhost::db
