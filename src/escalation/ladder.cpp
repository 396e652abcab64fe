#include "escalation/ladder.hpp"

#include <algorithm>

#include "promises/promises.hpp"

namespace goodhost::escalation {

namespace {

namespace words = tickets::entries;
using tickets::Severity;

bool fits_all(const Conditions& conditions, const Facts& facts) {
    return tickets::fits(conditions, facts) && tickets::allows(conditions.team_ids, facts.team_id);
}

std::vector<std::string> kinds_of(const trail::Entry& entry) {
    std::vector<std::string> kinds;
    for (auto& clock : trail::payload_of<promises::entries::Told>(entry).clocks) kinds.emplace_back(enum_name(clock.kind));
    return kinds;
}

bool opened_critical(const trail::Entry& entry) {
    auto created = trail::payload_of<words::Created>(entry);
    bool taken = entry.actor_kind == ActorKind::agent && created.assignee_id && created.assignee_id->value == entry.actor_id;
    return created.severity == Severity::critical && !created.automatic && !taken;
}

bool became_critical(const trail::Entry& entry) {
    auto changed = trail::payload_of<words::SeverityChanged>(entry);
    return changed.to == Severity::critical && changed.from != Severity::critical;
}

bool takes(const trail::Entry& entry) {
    auto assigned = trail::payload_of<words::Assigned>(entry);
    return entry.actor_kind == ActorKind::agent && assigned.assignee_id && assigned.assignee_id->value == entry.actor_id;
}

/// A person's word, at once: that it could still be taken back changes nothing about somebody being at work.
bool answers(const trail::Entry& entry) {
    auto word = trail::payload_of<words::Word>(entry);
    return word.by == ActorKind::agent && !word.automatic && word.kind != tickets::MessageKind::note;
}

bool ends_work(const trail::Entry& entry) {
    auto to = trail::payload_of<words::StatusChanged>(entry).to;
    return to == tickets::Status::resolved || to == tickets::Status::closed;
}

}  // namespace

const Ladder* choose(const std::vector<Ladder>& in_order, const Facts& facts, Trigger trigger) {
    auto chosen = std::ranges::find_if(in_order, [&](const Ladder& ladder) {
        return ladder.active && std::ranges::find(ladder.triggers, trigger) != ladder.triggers.end() && fits_all(ladder.conditions, facts);
    });
    return chosen == in_order.end() ? nullptr : &*chosen;
}

std::optional<Onward> after(const Climb& climb, const Rung& rung) {
    if (rung.step + 1 < std::ssize(climb.steps)) {
        auto& step = climb.steps[static_cast<std::size_t>(rung.step) + 1];
        return Onward{{rung.round, rung.step + 1}, std::chrono::minutes{step.after_minutes}};
    }
    if (rung.round >= climb.repeats) return std::nullopt;
    return Onward{{rung.round + 1, 0}, std::chrono::minutes{climb.repeat_minutes}};
}

std::optional<Cause> cause_of(const trail::Entry& entry) {
    auto& type = entry.type;
    if (type == words::created && opened_critical(entry)) return Cause{Trigger::critical_opened, {}};
    if (type == words::severity_changed && became_critical(entry)) return Cause{Trigger::critical_opened, {}};
    if (type == promises::entries::warned) return Cause{Trigger::promise_warned, kinds_of(entry)};
    if (type == promises::entries::broken) return Cause{Trigger::promise_broken, kinds_of(entry)};
    if (type == promises::entries::cap_paged || type == promises::entries::cap_reached) return Cause{Trigger::cap_paged, {"cap"}};
    if (type == words::report_due) return Cause{Trigger::report_due, {"report"}};
    return std::nullopt;
}

std::optional<Ending> ending_of(const trail::Entry& entry, Trigger trigger) {
    auto& type = entry.type;
    if (type == words::replied && answers(entry)) return Ending::answered;
    if (type == words::assigned && takes(entry)) return Ending::taken;
    if (type == words::resolved || type == words::closed) return Ending::resolved;
    if (type == words::status_changed && ends_work(entry)) return Ending::resolved;
    if (type == words::merged && entry.stream == stream_of(trail::payload_of<words::Merged>(entry).ticket_id)) return Ending::merged;
    bool calmed = trigger == Trigger::critical_opened && type == words::severity_changed;
    if (calmed && trail::payload_of<words::SeverityChanged>(entry).to != Severity::critical) return Ending::calmed;
    return std::nullopt;
}

}  // namespace goodhost::escalation
