#include "escalation/people.hpp"

#include <algorithm>

#include "escalation/queries.hpp"
#include "roster/roster.hpp"

namespace goodhost::escalation {

namespace {

std::vector<roster::OnDuty> on_duty(db::Reader& reader, const Facts& facts, const Target& target, Instant at) {
    if (target.id) return roster::on_duty(reader, {*target.id}, at);
    return facts.team_id ? roster::on_duty_of_team(reader, *facts.team_id, at) : roster::on_duty_anywhere(reader, at);
}

std::vector<Person> people_on_duty(db::Reader& reader, const Facts& facts, const Target& target, Instant at) {
    std::vector<Person> people;
    for (auto& one : on_duty(reader, facts, target, at))
        for (auto& person : reader.list<Person>(sql::list_agent, one.agent_id)) people.push_back(std::move(person));
    return people;
}

std::vector<Person> behind(db::Reader& reader, const Facts& facts, const Target& target, Instant at) {
    switch (target.kind) {
        case TargetKind::assignee:
            return facts.assignee_id ? reader.list<Person>(sql::list_agent, *facts.assignee_id) : std::vector<Person>();
        case TargetKind::agent: return reader.list<Person>(sql::list_agent, target.id.value_or(0));
        case TargetKind::role: return reader.list<Person>(sql::list_role, target.role.value_or(""));
        case TargetKind::roster: return people_on_duty(reader, facts, target, at);
        case TargetKind::team: break;
    }
    auto team = target.id ? target.id : facts.team_id ? std::optional{facts.team_id->value} : std::nullopt;
    return team ? reader.list<Person>(sql::list_team, *team) : std::vector<Person>();
}

}  // namespace

std::vector<Person> people_of(db::Reader& reader, const Facts& facts, const std::vector<Target>& targets, Instant at) {
    std::vector<Person> people;
    for (auto& target : targets)
        for (auto& person : behind(reader, facts, target, at)) {
            bool sees = person.brands.empty() || std::ranges::find(person.brands, facts.brand_id) != person.brands.end();
            bool known = std::ranges::find(people, person.id, &Person::id) != people.end();
            if (sees && !known) people.push_back(std::move(person));
        }
    return people;
}

std::vector<Person> owners_of(db::Reader& reader, const Facts& facts) {
    return people_of(reader, facts, {{TargetKind::role, {}, "owner"}}, {});
}

std::optional<Facts> find_facts(db::Reader& reader, TicketId id) { return reader.find<Facts>(sql::find_facts, id); }

}  // namespace goodhost::escalation
