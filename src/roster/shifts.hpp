#pragma once
#include "roster/roster.hpp"

/// Whose shift it is now and for how long, for who looks at all people at once.
namespace goodhost::roster {

struct OnShift {
    AgentId agent_id;
    std::optional<Instant> until;  ///< nothing: for two days at least
};
/// On any roster, each person once, by id; of who is on several it is the last end.
std::vector<OnShift> on_shift(db::Reader& reader, Instant at);

}  // namespace goodhost::roster
