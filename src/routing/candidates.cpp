#include "routing/candidates.hpp"

#include <algorithm>

#include "roster/roster.hpp"
#include "routing/queries.hpp"

namespace goodhost::routing {

namespace {

struct Turn {
    Instant given_at{};
    std::int64_t turn = 0;
    std::optional<Instant> worked_at;
};
BOOST_DESCRIBE_STRUCT(Turn, (), (given_at, turn, worked_at))

constexpr Duration idle_for_ever = std::chrono::hours{24};

std::int64_t capacity_for(const roster::Capacities& capacities, tickets::Channel channel) {
    switch (channel) {
        case tickets::Channel::email: return capacities.email;
        case tickets::Channel::chat: return capacities.chat;
        case tickets::Channel::phone: return capacities.phone;
        default: return capacities.portal;
    }
}

/// Since there was nothing left to do. Who has something to do is not idle.
Duration idle_of(const std::optional<Turn>& turn, std::int64_t load, Instant now) {
    if (load > 0) return {};
    return turn ? now - std::max(turn->given_at, turn->worked_at.value_or(turn->given_at)) : idle_for_ever;
}

Person person_of(const roster::Means& means, tickets::Channel channel) {
    Person person{{.id = means.agent_id, .languages = means.languages}, means.name};
    auto& candidate = person.candidate;
    for (auto& held : means.skills) candidate.skills.push_back({held.skill_id.value, held.level});
    candidate.online = means.presence == roster::Presence::online && !means.on_leave;
    candidate.capacity = capacity_for(means.capacities, channel);
    return person;
}

void read_load(db::Reader& reader, Candidate& candidate, Instant now) {
    candidate.load = reader.get<std::int64_t>(sql::count_load, candidate.id);
    auto turn = reader.find<Turn>(sql::find_turn, candidate.id);
    candidate.idle = idle_of(turn, candidate.load, now);
    candidate.turn = turn ? turn->turn : 0;
}

bool sees(const roster::Means& means, BrandId brand) {
    return means.brands.empty() || std::ranges::find(means.brands, brand) != means.brands.end();
}

void set_duty(db::Reader& reader, const Facts& facts, Instant now, std::vector<Person>& people) {
    // Where nobody planned who works when, the time of day says nothing.
    if (!roster::is_rostered(reader, facts.team_id)) return;
    auto on = facts.team_id ? roster::on_duty_of_team(reader, *facts.team_id, now) : roster::on_duty_anywhere(reader, now);
    for (auto& person : people)
        person.candidate.on_duty = std::ranges::find(on, person.candidate.id, &roster::OnDuty::agent_id) != on.end();
}

}  // namespace

std::vector<Person> people_for(db::Reader& reader, const Facts& facts, Instant now) {
    auto answering = facts.team_id ? reader.list<AgentId>(sql::list_team_members, *facts.team_id) : std::vector<AgentId>();
    if (facts.team_id && answering.empty()) return {};
    std::vector<Person> people;
    for (auto& means : roster::means_of(reader, answering, now))
        if (sees(means, facts.brand_id)) people.push_back(person_of(means, facts.channel));
    for (auto& person : people) read_load(reader, person.candidate, now);
    set_duty(reader, facts, now, people);
    return people;
}

std::optional<Person> find_asker(db::Reader& reader, AgentId agent, Instant now) {
    auto means = roster::means_of(reader, {agent}, now);
    if (means.empty()) return std::nullopt;
    auto person = person_of(means.front(), tickets::Channel::portal);
    auto& candidate = person.candidate;
    candidate.online = candidate.on_duty = true;
    // Who asks for more has room for more.
    candidate.load = 0;
    candidate.capacity = std::max<std::int64_t>(candidate.capacity, 1);
    return person;
}

void weigh_asker(db::Reader& reader, Person& asker, Instant now) {
    read_load(reader, asker.candidate, now);
    asker.candidate.load = 0;
}

}  // namespace goodhost::routing
