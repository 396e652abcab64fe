#pragma once
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/simulate/cause.hpp"
#include "platform/trail/trail.hpp"
#include "promises/policy.hpp"
#include "promises/settings.hpp"

/// For tests: what the promises of a run ought to have been, reckoned from what was said and done and from what was arranged, minute by
/// minute and without a line of the slice's own arithmetic.
namespace goodhost::simulate::testing {

using tickets::PromiseKind;

struct Pause {
    Instant from;
    std::optional<Instant> to;
};

/// A moment of the machine's clock, which may be set back, and the entry of the trail up to which something was known then.
struct Moment {
    Instant at{};
    std::int64_t heard = std::numeric_limits<std::int64_t>::max();
    /// What was said in the same moment belongs to it.
    bool knows(const Moment& other) const { return other.at == at || (other.at < at && other.heard <= heard); }
};

struct Due {
    Instant started_at{};
    std::optional<Instant> due_at, ended_at;
    PromiseKind kind = PromiseKind::resolution;
    bool dropped = false;
    bool merged_away = false;     ///< dropped because another one, of a merged ticket, was due sooner
    std::int64_t ended_by = 0;    ///< the entry that ended it
    std::vector<Pause> before;    ///< on the ticket that it came from
    std::optional<Instant> here;  ///< since when it is this ticket's, if it came from another
};

/// What was arranged and when: the policies and working hours of a new host, and each change of them.
class Arrangements {
  public:
    explicit Arrangements(const std::vector<trail::Entry>& entries);
    const std::vector<promises::Policy>& policies_at(const Moment& moment) const;
    bool open_at(promises::CalendarId calendar, Instant at) const;
    /// Whether something was arranged anew that could first be seen then.
    bool changed_at(Instant at, const std::function<Instant(Instant)>& seen_from) const;

  private:
    void read(const trail::Entry& entry);
    struct Set {
        Moment since;
        std::vector<promises::Policy> policies;
    };
    std::vector<Set> policies_;
    std::map<promises::CalendarId, promises::CalendarRow> calendars_;
};

/// One ticket, told from its own entries and from those of tickets that were merged into it.
class Retold {
  public:
    Retold(const World& world, const Arrangements& arranged, std::size_t number);
    void hear(const trail::Entry& entry);
    /// What is still owed on a ticket goes on here; of two of a kind the one that is due first.
    void absorb(Retold& merged, Instant at);
    /// Answers and solutions that were owed, by start; reports depend on when the others broke and are checked by their own rule.
    std::vector<Due> dues(Instant end) const;

  private:
    void keep_earliest(Instant at, const std::function<bool(const Due&)>& of_kind);
    std::vector<Pause> pauses_of(const Due& due) const;
    void move(tickets::Status to, Instant at);
    void begin(PromiseKind kind, Instant at);
    void end(PromiseKind kind, Instant at, bool dropped);
    std::optional<Instant> due_of(const Due& due, const Moment& by) const;
    struct Way {
        Duration target{};
        std::optional<promises::CalendarId> calendar;
        std::vector<Pause> pauses;
        Instant by{};  ///< what came later is not known
    };
    std::optional<Instant> count(Instant from, const Way& way) const;
    bool matches(const promises::Conditions& conditions, const Moment& moment) const;
    tickets::Severity severity_at(const Moment& moment) const;

    const World& world_;
    const Arrangements& arranged_;
    const Case& case_;
    std::vector<Due> dues_;
    std::vector<Pause> waits_;
    std::vector<std::pair<Moment, tickets::Severity>> severities_;
    std::int64_t heard_ = 0;  ///< the entry that was told last
    std::string category_;
    tickets::Channel channel_ = tickets::Channel::portal;
    tickets::Status status_ = tickets::Status::new_;
    bool spoken_ = false;
};

}  // namespace goodhost::simulate::testing
