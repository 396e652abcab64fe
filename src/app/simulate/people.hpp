#pragma once
#include "app/simulate/host.hpp"

namespace goodhost::simulate {

/// Writes what people can do, when they work, who gets what and who is told, each by the use case of its slice.
void arrange_people(db::Tx& tx, const Context& system, Host& host, const Scenario& scenario);

using Spans = std::vector<std::pair<Instant, Instant>>;

/// When somebody works, and when somebody can only be called; in order, none touching the next.
struct DutyOf {
    Spans at_work, on_call;
};
/// By agent, as the program's own rosters say.
std::map<accounts::AgentId, DutyOf> read_duty(db::Reader& reader, const Host& host, Instant from, Instant to);

}  // namespace goodhost::simulate
