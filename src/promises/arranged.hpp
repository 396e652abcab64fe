#pragma once
#include <map>
#include <memory>
#include <vector>

#include "platform/db/db.hpp"
#include "promises/reckoning.hpp"

namespace goodhost::promises {

/// All policies, in order, the floor last, and the calendars that can be reckoned with.
struct Arranged {
    std::vector<Policy> policies;
    std::map<CalendarId, NamedCalendar> calendars;
};

/// As this transaction sees it. Parsed once for each change: what it is known by is a row that every change writes anew, so a
/// transaction that has changed something finds that, one that is rolled back leaves nothing behind, and other nodes hear of it at once.
std::shared_ptr<const Arranged> arranged(db::Reader& reader);
/// Something of it was changed in this transaction.
void mark_rearranged(db::Tx& tx);

}  // namespace goodhost::promises
