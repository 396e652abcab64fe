#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::db {

/// The statements that one piece of work ran, for the log of what was slow. Written by one thread at a time.
class Trace {
  public:
    void note(std::string_view name, std::chrono::nanoseconds took);
    /// The slowest first: `tickets.list_page 12.4 ms, accounts.find_agent 3 times 0.6 ms`, at most ten; empty when none ran.
    std::string text() const;

  private:
    struct Line {
        std::string_view name;  ///< of a statement: a constant
        int times = 0;
        std::chrono::nanoseconds took{0};
    };
    std::vector<Line> lines_;
};

/// While it lives, the statements of this thread are noted in `trace`; in none where that is null. They nest.
class Tracing {
  public:
    explicit Tracing(Trace* trace);
    ~Tracing();
    Tracing(const Tracing&) = delete;
    Tracing& operator=(const Tracing&) = delete;
    /// What this thread notes in now; null: nothing.
    static Trace* current();

  private:
    Trace* before_;
};

}  // namespace goodhost::db
