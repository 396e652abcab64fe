#include "roster/gaps.hpp"

#include <algorithm>

#include "roster/queries.hpp"
#include "roster/reading.hpp"

namespace goodhost::roster {

namespace {

using namespace std::chrono;

constexpr days ahead{28};

/// When a requirement holds. Its hours are a layer's, so the same rule reads both.
std::vector<DutySpan> times_of(const Requirement& requirement, const std::string& zone, Instant from, Instant to) {
    Plan plan{from, zone, {{"needed", {AgentId{1}}, std::nullopt, requirement.hours, {}}}};
    return Duty({{plan}, {}, {}, {}}).spans(from, to);
}

std::vector<Instant> cuts(const DutySpan& time, const std::vector<DutySpan>& spans) {
    std::vector<Instant> found{time.from_at, time.to_at};
    for (auto& span : spans)
        for (auto moment : {span.from_at, span.to_at})
            if (moment > time.from_at && moment < time.to_at) found.push_back(moment);
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

std::int64_t count_able(const GapQuestion& question, const Requirement& requirement, Instant at) {
    return std::ranges::count_if(question.people, [&](auto& person) {
        auto on_duty = [&](auto& span) { return span.agent_id == person.agent_id && span.from_at <= at && at < span.to_at; };
        return is_able(person, requirement) && std::ranges::any_of(question.spans, on_duty);
    });
}

void add_gaps(std::vector<Gap>& all, const GapQuestion& question, const Requirement& requirement, const DutySpan& time) {
    auto moments = cuts(time, question.spans);
    Gap* open = nullptr;
    for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
        auto present = count_able(question, requirement, moments[i]);
        if (present >= requirement.people) {
            open = nullptr;
        } else if (open && open->present == present) {
            open->to_at = moments[i + 1];
        } else {
            open = &all.emplace_back(Gap{moments[i],
                                         moments[i + 1],
                                         requirement.name,
                                         requirement.skill_id,
                                         requirement.level,
                                         requirement.language,
                                         requirement.severities,
                                         requirement.people,
                                         present,
                                         {}});
        }
    }
}

struct Busy {
    AgentId agent_id;
    Instant from_at{}, to_at{};
};

/// Everybody's duty on every roster, and leave.
std::vector<Busy> busy_between(db::Reader& reader, Instant from, Instant to) {
    std::vector<Busy> busy;
    for (auto& absence : reader.list<Absence>(sql::list_absences_between, from, to))
        busy.push_back({absence.agent_id, absence.from_at, absence.to_at});
    for (auto& roster : reader.list<RosterRow>(sql::list_rosters))
        for (auto& span : Duty(load_facts(reader, roster, from, to)).spans(from, to))
            busy.push_back({span.agent_id, span.from_at, span.to_at});
    return busy;
}

Requirement of_gap(const Gap& gap) { return {gap.name, gap.needed, gap.skill_id, gap.level, gap.language, {}, gap.severities}; }

bool concerns(const Requirement& requirement, tickets::Severity severity) {
    return requirement.severities.empty() || std::ranges::find(requirement.severities, severity) != requirement.severities.end();
}

}  // namespace

bool is_able(const Ability& person, const Requirement& requirement) {
    auto skilled = [&](auto& skill) { return skill.skill_id == *requirement.skill_id && skill.level >= requirement.level.value_or(1); };
    bool has_skill = !requirement.skill_id || std::ranges::any_of(person.skills, skilled);
    return has_skill && (!requirement.language || std::ranges::find(person.languages, *requirement.language) != person.languages.end());
}

std::vector<Gap> find_gaps(const GapQuestion& question, Instant from, Instant to) {
    std::vector<Gap> all;
    for (auto& requirement : question.requirements)
        for (auto& time : times_of(requirement, question.time_zone, from, to)) add_gaps(all, question, requirement, time);
    std::ranges::stable_sort(all, {}, &Gap::from_at);
    return all;
}

GapList list_gaps(db::Reader& reader, const Context& context, const GapQuery& input) {
    auto from = input.from.value_or(context.now()), to = input.to.value_or(from + ahead);
    check_range(from, to);
    auto roster = get_roster_row(reader, input.roster_id);
    if (input.severity) std::erase_if(roster.requirements, [&](auto& one) { return !concerns(one, *input.severity); });
    auto facts = load_facts(reader, roster, from, to);
    if (facts.plans.empty() || roster.requirements.empty()) return {};
    std::vector<Ability> people;
    for (auto& means : means_of(reader, {}, context.now())) people.push_back({means.agent_id, means.skills, means.languages});
    auto spans = Duty(facts).spans(from, to);
    GapList list{find_gaps({roster.requirements, spans, people, facts.plans.back().time_zone}, from, to)};
    auto busy = busy_between(reader, from, to);
    for (auto& gap : list.items)
        for (auto& person : people) {
            auto meets = [&](auto& one) { return one.agent_id == person.agent_id && one.from_at < gap.to_at && gap.from_at < one.to_at; };
            if (is_able(person, of_gap(gap)) && std::ranges::none_of(busy, meets)) gap.candidates.push_back(person.agent_id);
        }
    return list;
}

}  // namespace goodhost::roster
