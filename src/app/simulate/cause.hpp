#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/simulate/world.hpp"

namespace goodhost::simulate {

/// A promise as it ran.
struct RanClock {
    std::int64_t id = 0;
    tickets::TicketId ticket_id;
    tickets::PromiseKind kind = tickets::PromiseKind::resolution;
    Instant started_at{};
    std::optional<Instant> due_at, broken_at, ended_at;
    std::optional<std::string> ending;
};
BOOST_DESCRIBE_STRUCT(RanClock, (), (id, ticket_id, kind, started_at, due_at, broken_at, ended_at, ending))

/// Why promises broke: what stood in the way when they were due.
class Causes {
  public:
    explicit Causes(const World& world);
    /// `server_down`, `agent_vanished`, `being_worked_on`, `nobody_on_duty`, `nobody_able_on_duty` or `everybody_busy`.
    std::string_view of(const RanClock& clock, std::size_t ticket) const;

  private:
    bool was_down(Instant at) const;
    bool in_hand(std::size_t ticket, Instant at) const;

    const World& world_;
    std::vector<Touch> touches_;  ///< by ticket
};

}  // namespace goodhost::simulate
