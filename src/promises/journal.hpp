#pragma once
#include "platform/db/db.hpp"
#include "promises/reckoning.hpp"

/// The rows of clocks and what the trail is told of them.
namespace goodhost::promises {

/// Clocks as they were read and as they became. `before` has the stored ones.
struct Moved {
    std::vector<Clock> before, after;
};

/// Stores what is new or differs and gives new ones their ids; with it what the ticket is, and until when the cap lets its customer wait.
void write_clocks(db::Tx& tx, Moved& moved, const Facts& facts, Duration cap);
/// One entry for each thing that happened, with all the clocks that it happened to; how many entries.
std::int64_t tell(db::Tx& tx, const Context& system, const Moved& moved, const Terms& terms);

}  // namespace goodhost::promises
