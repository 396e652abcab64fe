#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "tickets/types.hpp"

namespace goodhost::simulate {

/// Who is owed a word since when, by what was said and done and nothing else: it knows no table and no slice, and what the program
/// did about the cap is held against it. Times are those that the machine showed.
class Ledger {
  public:
    explicit Ledger(Duration cap) { caps_.push_back({Instant{}, cap}); }

    /// A wait that passed the cap: the owner has to be told at `at`.
    struct Over {
        std::size_t ticket = 0;
        Instant since{}, at{}, until{};
    };
    struct Longest {
        std::size_t ticket = 0;
        Duration wait{};
        Instant since{};
    };

    /// The number of a new ticket; they count from zero.
    std::size_t open(Instant at);
    void ask(std::size_t ticket, Instant at);
    /// A person's public word; `report` is the time that is promised with it, `done` that it resolves.
    struct Word {
        std::optional<Instant> report;
        bool done = false;
    };
    void speak(std::size_t ticket, Instant at, const Word& word);
    /// The customer waits for nothing more.
    void waive(std::size_t ticket, Instant at);
    void merge(std::size_t ticket, std::size_t into, Instant at);
    void change_cap(Instant at, Duration cap);
    /// All that still wait have waited until now.
    void finish(Instant at);

    /// Where a word to a merged ticket goes.
    std::size_t root(std::size_t ticket) const;
    bool is_owed(std::size_t ticket, Instant at) const { return owed(tickets_[ticket], at).has_value(); }
    /// When the next report is promised for.
    std::optional<Instant> report_of(std::size_t ticket) const { return tickets_[ticket].report; }
    const std::vector<Over>& over() const { return over_; }
    const Longest& longest() const { return longest_; }
    /// The longest wait that ended in each day since `start`, in seconds.
    std::vector<std::int64_t> by_day(Instant start, std::size_t days) const;

  private:
    struct Line {
        std::optional<Instant> asked, report;
        Instant changed{};  ///< when this wait became what it is
        std::optional<std::size_t> into;
    };
    struct Cap {
        Instant from;
        Duration cap;
    };
    struct Waited {
        Instant until;
        Duration wait;
    };
    static std::optional<Instant> owed(const Line& line, Instant at);
    void settle(std::size_t ticket, Instant at);
    std::optional<Instant> passed_cap(Instant since, Instant changed, Instant until) const;

    std::vector<Line> tickets_;
    std::vector<Cap> caps_;
    std::vector<Over> over_;
    std::vector<Waited> waits_;
    Longest longest_;
};

}  // namespace goodhost::simulate
