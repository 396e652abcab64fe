#include "roster/seed.hpp"

#include <map>

#include "accounts/roles.hpp"
#include "platform/services.hpp"
#include "roster/arrange.hpp"
#include "roster/people.hpp"

namespace goodhost::roster {

namespace {

constexpr std::chrono::days age{90};

struct SeedShift {
    std::vector<Weekday> weekdays;
    std::string from, to;
    std::vector<std::string> agents;
};
BOOST_DESCRIBE_STRUCT(SeedShift, (), (weekdays, from, to, agents))

struct SeedLayer {
    std::string name;
    std::vector<std::string> agents;
    std::optional<Rotation> rotation;
    std::vector<WeekHours> hours;
    std::vector<SeedShift> shifts;
};
BOOST_DESCRIBE_STRUCT(SeedLayer, (), (name, agents, rotation, hours, shifts))

struct SeedRoster {
    std::string name, team, time_zone;
    std::vector<SeedLayer> layers;
    std::vector<Requirement> requirements;
};
BOOST_DESCRIBE_STRUCT(SeedRoster, (), (name, team, time_zone, layers, requirements))

struct SeedPerson {
    std::string email;
    std::map<std::string, std::int64_t> skills;
};
BOOST_DESCRIBE_STRUCT(SeedPerson, (), (email, skills))

struct SeedLeave {
    std::string email;
    LeaveKind kind = LeaveKind::vacation;
    std::int64_t in_days = 0, days = 0;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(SeedLeave, (), (email, kind, in_days, days, note))

struct SeedFile {
    std::vector<std::string> skills;
    std::vector<SeedPerson> people;
    std::vector<SeedRoster> rosters;
    std::vector<SeedLeave> leave;
};
BOOST_DESCRIBE_STRUCT(SeedFile, (), (skills, people, rosters, leave))

std::vector<AgentId> agents_of(db::Reader& reader, const std::vector<std::string>& emails) {
    std::vector<AgentId> agents;
    agents.reserve(emails.size());
    for (auto& email : emails) agents.push_back(accounts::find_agent_by_email(reader, email)->id);
    return agents;
}

void make_people(db::Tx& tx, const Context& context, const SeedFile& file) {
    std::map<std::string, SkillId> ids;
    for (auto& name : file.skills) ids[name] = create_skill(tx, context, {name}).id;
    for (auto& person : file.people) {
        AgentSkills skills{agents_of(tx, {person.email}).front(), {}};
        for (auto& [name, level] : person.skills) skills.skills.push_back({ids.at(name), level});
        set_skills(tx, context, skills);
    }
}

Layer layer_of(db::Reader& reader, const SeedLayer& seed) {
    Layer layer{seed.name, agents_of(reader, seed.agents), seed.rotation, seed.hours, {}};
    for (auto& shift : seed.shifts)
        for (auto weekday : shift.weekdays) layer.shifts.push_back({weekday, shift.from, shift.to, agents_of(reader, shift.agents)});
    return layer;
}

void make_roster(db::Tx& tx, const Context& context, const SeedRoster& seed) {
    RosterInput input{seed.name, {}, seed.time_zone, {}, seed.requirements};
    for (auto& team : accounts::list_teams(tx, context, {}).items)
        if (team.name == seed.team) input.team_id = team.id;
    for (auto& layer : seed.layers) input.layers.push_back(layer_of(tx, layer));
    create_roster(tx, context, input);
}

}  // namespace

void seed_rosters(const Context& system, SeedPlan& plan) {
    auto file = read_seed<SeedFile>("roster.json");
    ManualClock clock(plan.today - age);
    auto context = told_at(clock, system);
    system.services.database.write([&](db::Tx& tx) {
        make_people(tx, context, file);
        for (auto& roster : file.rosters) make_roster(tx, context, roster);
        clock.set(plan.today);
        for (auto& seed : file.leave) {
            auto from = std::chrono::floor<std::chrono::days>(plan.today) + std::chrono::days{seed.in_days};
            take_leave(tx, context, {agents_of(tx, {seed.email}).front(), seed.kind, from, from + std::chrono::days{seed.days}, seed.note});
        }
    });
}

}  // namespace goodhost::roster
