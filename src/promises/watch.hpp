#pragma once
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "promises/promises.hpp"

/// The cap: whoever is owed a word, by whatever ticket, is not forgotten. It reads one column that is written in the transaction of
/// what makes a word owed (tickets, `owed_since`) and knows of no policy, clock, consumer, status or calendar.
namespace goodhost::promises {

inline constexpr std::string_view watch = "promises.watch";  ///< the job that runs watch_over and itself again

/// warned at half of the cap, paged at three quarters, reached at its end.
enum class Stage { none, warned, paged, reached };
BOOST_DESCRIBE_ENUM(Stage, none, warned, paged, reached)
Stage stage_at(Duration owed, Duration cap);

/// Writes and tells what has come by now; when it has to look again, at the latest after five minutes.
Instant watch_over(db::Tx& tx, const Context& system);

/// For what became owed after the fact, as by a merge: the watch looks at its next moment, too, if that comes before the watch would look.
void look_at(db::Tx& tx, const Context& system, const std::pair<TicketId, Instant>& owed_since);

/// In words why the watch does not run; nothing when it does.
std::optional<std::string> watch_fault(db::Reader& reader, const Context& context);

}  // namespace goodhost::promises
