#include "roster/people.hpp"
#include "roster/queries.hpp"

namespace goodhost::roster {

namespace {

Skill get_skill(db::Reader& reader, SkillId id) {
    auto skill = reader.find<Skill>(sql::find_skill, id);
    if (!skill) throw Problem(ProblemKind::not_found, "roster.skill_not_found");
    return *skill;
}

Means means_of_one(db::Reader& reader, const Context& context, AgentId agent) {
    auto means = means_of(reader, {agent}, context.now());
    if (means.empty()) throw Problem(ProblemKind::not_found, "roster.agent_not_found");
    return means.front();
}

}  // namespace

void record_person(db::Tx& tx, const Context& context, AgentId agent, std::string_view type, const RawJson& payload) {
    trail::append_text(tx, context, "roster/agent/" + std::to_string(agent.value), type, payload.text);
}

SkillList list_skills(db::Reader& reader, const Context&, const http::Empty&) { return {list_all_skills(reader)}; }

Skill create_skill(db::Tx& tx, const Context& context, const SkillInput& input) {
    Skill skill{{}, input.name};
    skill.id = tx.get<SkillId>(sql::insert_skill, skill.name, context.now());
    trail::append(tx, context, "roster", "roster.skill_created", skill);
    return skill;
}

Skill change_skill(db::Tx& tx, const Context& context, const SkillChange& input) {
    auto skill = get_skill(tx, input.skill_id);
    skill.name = input.name;
    tx.execute(sql::change_skill, skill.id, skill.name);
    trail::append(tx, context, "roster", "roster.skill_changed", skill);
    return skill;
}

void delete_skill(db::Tx& tx, const Context& context, const SkillKey& input) {
    auto skill = get_skill(tx, input.skill_id);
    tx.execute(sql::delete_skill, skill.id);
    trail::append(tx, context, "roster", "roster.skill_deleted", skill);
}

MeansList list_means(db::Reader& reader, const Context& context, const http::Empty&) { return {means_of(reader, {}, context.now())}; }

Means set_skills(db::Tx& tx, const Context& context, const AgentSkills& input) {
    auto means = means_of_one(tx, context, input.agent_id);
    FieldProblems problems;
    for (std::size_t i = 0; i < input.skills.size(); ++i)
        if (!tx.find<Skill>(sql::find_skill, input.skills[i].skill_id))
            problems.add("skills[" + std::to_string(i) + "].skill_id", "unknown_value");
    problems.throw_if_any();
    tx.execute(sql::clear_agent_skills, input.agent_id);
    for (auto& skill : input.skills) tx.execute(sql::insert_agent_skill, input.agent_id, skill.skill_id, skill.level);
    means.skills = input.skills;
    record_person(tx, context, input.agent_id, "roster.skills_changed", {json::to_json(input)});
    return means;
}

Means set_capacities(db::Tx& tx, const Context& context, const AgentCapacities& input) {
    auto means = means_of_one(tx, context, input.agent_id);
    means.capacities = {input.email, input.portal, input.chat, input.phone};
    tx.execute(sql::save_capacities, input.agent_id, input.email, input.portal, input.chat, input.phone);
    record_person(tx, context, input.agent_id, "roster.capacities_changed", {json::to_json(input)});
    return means;
}

}  // namespace goodhost::roster
