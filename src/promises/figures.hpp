#pragma once
#include "promises/promises.hpp"

namespace goodhost::promises {

/// How long customers have been waiting, and whether the watch over that runs, for /metrics.
void register_figures(Registry& registry);
/// Counts, once the transaction is durable, what became of the promises that an entry tells of.
void count_told(db::Tx& tx, const Context& system, std::string_view type, const entries::Told& told);

}  // namespace goodhost::promises
