#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "platform/db/listeners.hpp"
#include "platform/db/postgres_connection.hpp"

namespace goodhost::db {

/// A connection that only listens, on a thread of its own that begins with the first listener. It comes back by itself.
class PostgresListener {
  public:
    /// All must outlive it.
    PostgresListener(const Options& options, Meter& meter, Listeners& listeners);
    ~PostgresListener();
    PostgresListener(const PostgresListener&) = delete;

    /// Returns when the server sends what is notified from now on, or, with an unreachable server, after 5 seconds.
    void listen(const std::string& channel);
    void stop();

  private:
    void loop();
    void serve(PostgresConnection& connection);
    void subscribe(PostgresConnection& connection);
    void tell_all_of_the_break();
    bool wait_for_input(int socket);
    void wake();
    bool pause(std::chrono::milliseconds time);

    const Options& options_;
    Meter& meter_;
    Listeners& listeners_;
    const int wake_;  ///< eventfd
    std::mutex mutex_;
    std::condition_variable changed_;
    std::set<std::string> heard_;  ///< channels on which the present connection listens
    bool stopped_ = false;
    bool broke_ = false;  ///< only for the thread
    std::thread thread_;
};

}  // namespace goodhost::db
