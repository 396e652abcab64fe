#include "promises/deadline.hpp"

#include <algorithm>

namespace goodhost::promises {

namespace {

Duration counted(const Run& run, Instant from, Instant to) {
    if (to <= from) return Duration::zero();
    return run.calendar ? run.calendar->elapsed(from, to) : to - from;
}

}  // namespace

Duration spent(const Run& run, Instant until) {
    Duration total{};
    auto from = run.started_at;
    for (auto& pause : run.pauses) {
        total += counted(run, from, std::min(pause.from, until));
        if (!pause.to) return total;
        from = *pause.to;
    }
    return total + counted(run, from, until);
}

std::optional<Instant> due_after(const Run& run, Duration target) {
    auto left = target;
    auto from = run.started_at;
    auto after = [&] { return run.calendar ? run.calendar->due(from, left) : from + left; };
    for (auto& pause : run.pauses) {
        auto before_pause = counted(run, from, pause.from);
        if (left <= before_pause) return after();
        left -= before_pause;
        if (!pause.to) return std::nullopt;
        from = std::max(from, *pause.to);
    }
    return after();
}

}  // namespace goodhost::promises
