#pragma once
#include "promises/calendar.hpp"
#include "promises/promises.hpp"

/// How a running time is counted: no clock, no input or output.
namespace goodhost::promises {

/// A time that runs from its start, but not in its pauses. Pauses are in order and do not overlap; only the last may be open.
struct Run {
    Instant started_at{};
    std::vector<Pause> pauses;
    const Calendar* calendar = nullptr;  ///< null: the wall clock; borrowed
};

/// What was counted up to `until`.
Duration spent(const Run& run, Instant until);
/// When `target` will have been counted; nothing while it stands still before that.
std::optional<Instant> due_after(const Run& run, Duration target);

}  // namespace goodhost::promises
