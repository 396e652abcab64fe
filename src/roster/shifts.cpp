#include "roster/shifts.hpp"

#include <map>

#include "roster/queries.hpp"
#include "roster/reading.hpp"

namespace goodhost::roster {

namespace {

constexpr std::chrono::days horizon{2};

/// Spans of the same person that touch are one shift, whatever layer or override says so.
Instant end_of(const std::vector<DutySpan>& spans, AgentId agent, Instant from) {
    auto end = from;
    for (bool longer = true; longer;) {
        longer = false;
        for (auto& span : spans)
            if (span.agent_id == agent && span.from_at <= end && span.to_at > end) end = span.to_at, longer = true;
    }
    return end;
}

}  // namespace

std::vector<OnShift> on_shift(db::Reader& reader, Instant at) {
    auto farthest = at + horizon;
    std::map<AgentId, Instant> ends;
    for (auto& roster : reader.list<RosterRow>(sql::list_rosters)) {
        auto spans = Duty(load_facts(reader, roster, at, farthest)).spans(at, farthest);
        for (auto& span : spans) {
            if (span.from_at > at || span.to_at <= at) continue;
            auto& end = ends.try_emplace(span.agent_id, at).first->second;
            end = std::max(end, end_of(spans, span.agent_id, at));
        }
    }
    std::vector<OnShift> people;
    people.reserve(ends.size());
    for (auto& [agent, end] : ends) people.push_back({agent, end < farthest ? std::optional(end) : std::nullopt});
    return people;
}

}  // namespace goodhost::roster
