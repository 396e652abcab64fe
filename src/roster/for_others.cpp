#include <algorithm>

#include "roster/queries.hpp"
#include "roster/reading.hpp"

namespace goodhost::roster {

namespace {

using namespace std::chrono;

constexpr days farthest{28};

struct MeansRow {
    AgentId agent_id;
    std::string name;
    std::vector<std::string> languages;
    std::vector<BrandId> brands;
    Presence presence = Presence::offline;
    std::optional<Instant> last_seen_at;
    std::int64_t email = 0, portal = 0, chat = 0, phone = 0;
};
BOOST_DESCRIBE_STRUCT(MeansRow, (), (agent_id, name, languages, brands, presence, last_seen_at, email, portal, chat, phone))

struct AgentSkillRow {
    AgentId agent_id;
    SkillId skill_id;
    std::int64_t level = 1;
};
BOOST_DESCRIBE_STRUCT(AgentSkillRow, (), (agent_id, skill_id, level))

/// Of all when none is named.
std::vector<MeansRow> read_means(db::Reader& reader, const std::vector<AgentId>& agents) {
    if (agents.size() == 1) return reader.list<MeansRow>(sql::find_means, agents.front());
    db::Query query(sql::list_means);
    if (!agents.empty()) query.add(sql::of_agents, agents);
    return reader.list<MeansRow>(query);
}

std::vector<AgentSkillRow> read_skills(db::Reader& reader, const std::vector<AgentId>& agents) {
    if (agents.size() == 1) return reader.list<AgentSkillRow>(sql::list_skills_of_agent, agents.front());
    db::Query query(sql::list_agent_skills);
    if (!agents.empty()) query.add(sql::of_agents, agents);
    return reader.list<AgentSkillRow>(query);
}

void add_on_duty(db::Reader& reader, const RosterRow& roster, Instant at, std::vector<OnDuty>& people) {
    auto facts = load_facts(reader, roster, at, at + milliseconds{1});
    for (auto& one : Duty(facts).on_duty(at)) people.push_back({roster.id, one.agent_id, one.layer, one.override_id});
}

}  // namespace

std::vector<Means> means_of(db::Reader& reader, const std::vector<AgentId>& agents, Instant at) {
    auto away = reader.list<AgentId>(sql::list_agents_on_leave, at);
    std::vector<Means> all;
    for (auto& row : read_means(reader, agents))
        all.push_back({row.agent_id,
                       row.name,
                       row.languages,
                       row.brands,
                       {},
                       {row.email, row.portal, row.chat, row.phone},
                       row.presence,
                       row.last_seen_at,
                       std::ranges::binary_search(away, row.agent_id)});
    for (auto& skill : read_skills(reader, agents)) {
        auto means = std::ranges::lower_bound(all, skill.agent_id, {}, &Means::agent_id);
        if (means != all.end() && means->agent_id == skill.agent_id) means->skills.push_back({skill.skill_id, skill.level});
    }
    return all;
}

std::vector<OnDuty> on_duty(db::Reader& reader, RosterId roster, Instant at) {
    std::vector<OnDuty> people;
    if (auto row = reader.find<RosterRow>(sql::find_roster, roster)) add_on_duty(reader, *row, at, people);
    return people;
}

std::vector<OnDuty> on_duty_of_team(db::Reader& reader, TeamId team, Instant at) {
    std::vector<OnDuty> people;
    for (auto& row : reader.list<RosterRow>(sql::list_rosters))
        if (row.team_id == team) add_on_duty(reader, row, at, people);
    return people;
}

std::vector<OnDuty> on_duty_anywhere(db::Reader& reader, Instant at) {
    std::vector<OnDuty> people;
    for (auto& row : reader.list<RosterRow>(sql::list_rosters)) add_on_duty(reader, row, at, people);
    return people;
}

std::optional<Instant> next_hand_off(db::Reader& reader, RosterId roster, Instant at) {
    auto row = reader.find<RosterRow>(sql::find_roster, roster);
    if (!row) return std::nullopt;
    std::optional<Instant> next;
    auto end = at + farthest;
    for (auto& span : Duty(load_facts(reader, *row, at, end)).spans(at, end))
        for (auto moment : {span.from_at, span.to_at})
            if (moment > at && moment < end && (!next || moment < *next)) next = moment;
    return next;
}

bool is_rostered(db::Reader& reader, std::optional<TeamId> team) {
    auto rows = reader.list<RosterRow>(sql::list_rosters);
    return std::ranges::any_of(rows, [&](auto& row) { return !team || row.team_id == team; });
}

std::vector<RosterName> list_roster_names(db::Reader& reader) {
    std::vector<RosterName> names;
    for (auto& row : reader.list<RosterRow>(sql::list_rosters)) names.push_back({row.id, row.name, row.team_id});
    return names;
}

std::vector<Skill> list_all_skills(db::Reader& reader) { return reader.list<Skill>(sql::list_skills); }

}  // namespace goodhost::roster
