#include "app/simulate/cause.hpp"

#include <algorithm>

namespace goodhost::simulate {

Causes::Causes(const World& world) : world_(world), touches_(world.touches()) { std::ranges::stable_sort(touches_, {}, &Touch::ticket); }

std::string_view Causes::of(const RanClock& clock, std::size_t ticket) const {
    auto due = *clock.broken_at;
    if (was_down(due)) return "server_down";
    for (auto& gone : world_.happenings().vanished_with)
        if (gone.ticket == ticket && gone.from < due && clock.started_at < gone.to) return "agent_vanished";
    if (in_hand(ticket, due)) return "being_worked_on";
    bool anybody = false, able = false;
    for (auto& worker : world_.workers()) {
        auto later = std::ranges::lower_bound(worker.duty, clock.started_at, {}, [](auto& span) { return span.second; });
        if (later == worker.duty.end() || later->first >= due) continue;
        anybody = true;
        able |= world_.able(worker, world_.cases()[ticket]);
    }
    if (!anybody) return "nobody_on_duty";
    return able ? "everybody_busy" : "nobody_able_on_duty";
}

bool Causes::was_down(Instant at) const {
    return std::ranges::any_of(world_.happenings().down, [&](auto& span) { return span.from <= at && at < span.to; });
}

bool Causes::in_hand(std::size_t ticket, Instant at) const {
    auto of_ticket = std::ranges::equal_range(touches_, ticket, {}, &Touch::ticket);
    return std::ranges::any_of(of_ticket, [&](auto& touch) { return touch.from <= at && at < touch.to; });
}

}  // namespace goodhost::simulate
