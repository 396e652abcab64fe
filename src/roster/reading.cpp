#include "roster/reading.hpp"

#include <map>

#include "roster/queries.hpp"

namespace goodhost::roster {

namespace {

using namespace std::chrono;

constexpr days horizon{28}, longest_range{100};

using Names = std::map<AgentId, std::string>;

std::string name_of(db::Reader& reader, Names& names, AgentId id) {
    auto found = names.find(id);
    if (found != names.end()) return found->second;
    auto agent = accounts::find_agent(reader, id);
    return names[id] = agent ? agent->name : "";
}

NowAndNext now_and_next(db::Reader& reader, const RosterRow& roster, Instant at, Names& names) {
    auto end = at + horizon;
    auto facts = load_facts(reader, roster, at, end);
    Duty duty(facts);
    auto zone = facts.plans.empty() ? std::string{} : facts.plans.front().time_zone;
    NowAndNext answer{roster.id, roster.name, zone, at, {}, {}, {}};
    auto spans = duty.spans(at, end);
    for (auto& span : spans) {
        auto person = PersonOnDuty{span.agent_id, name_of(reader, names, span.agent_id), span.layer, span.override_id, {}};
        if (span.to_at < end) person.until = span.to_at;
        if (span.from_at == at) answer.now.push_back(person);
        for (auto moment : {span.from_at, span.to_at})
            if (moment > at && moment < end && (!answer.next_at || moment < *answer.next_at)) answer.next_at = moment;
    }
    for (auto& span : spans) {
        if (!answer.next_at || span.from_at > *answer.next_at || span.to_at <= *answer.next_at) continue;
        auto person = PersonOnDuty{span.agent_id, name_of(reader, names, span.agent_id), span.layer, span.override_id, {}};
        if (span.to_at < end) person.until = span.to_at;
        answer.next.push_back(std::move(person));
    }
    return answer;
}

}  // namespace

DutyFacts load_facts(db::Reader& reader, const RosterRow& roster, Instant from, Instant to) {
    DutyFacts facts;
    facts.plans = reader.list<Plan>(sql::list_plans_between, roster.id, from, to);
    facts.overrides = reader.list<Override>(sql::list_overrides_between, roster.id, from, to);
    facts.absences = reader.list<Absence>(sql::list_absences_between, from, to);
    facts.ended_at = roster.ended_at;
    return facts;
}

RosterRow get_roster_row(db::Reader& reader, RosterId id) {
    auto row = reader.find<RosterRow>(sql::find_roster, id);
    if (!row) throw Problem(ProblemKind::not_found, "roster.roster_not_found");
    return *row;
}

NowAndNext get_on_duty(db::Reader& reader, const Context& context, const DutyQuery& input) {
    Names names;
    return now_and_next(reader, get_roster_row(reader, input.roster_id), input.at.value_or(context.now()), names);
}

NowAndNextList list_on_duty(db::Reader& reader, const Context& context, const DutyTime& input) {
    Names names;
    NowAndNextList list;
    for (auto& roster : reader.list<RosterRow>(sql::list_rosters))
        list.items.push_back(now_and_next(reader, roster, input.at.value_or(context.now()), names));
    return list;
}

void check_range(Instant from, Instant to) {
    FieldProblems problems;
    if (to <= from) problems.add("to", "roster.ends_before");
    if (to - from > longest_range) problems.add("to", "roster.too_long", {{"max", std::to_string(longest_range.count())}});
    problems.throw_if_any();
}

SpanList list_spans(db::Reader& reader, const Context&, const SpanQuery& input) {
    check_range(input.from, input.to);
    auto facts = load_facts(reader, get_roster_row(reader, input.roster_id), input.from, input.to);
    auto zone = facts.plans.empty() ? std::string{} : facts.plans.back().time_zone;
    return {zone, Duty(facts).spans(input.from, input.to), facts.overrides};
}

}  // namespace goodhost::roster
