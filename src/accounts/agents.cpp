#include "accounts/agents.hpp"

#include <algorithm>

#include "accounts/places.hpp"
#include "accounts/queries.hpp"
#include "accounts/roles.hpp"
#include "platform/crypto/password.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

struct AgentEntry {
    AgentId agent_id;
    std::string name, email, role;
};
BOOST_DESCRIBE_STRUCT(AgentEntry, (), (agent_id, name, email, role))

std::string stream_of(AgentId id) { return "agent/" + std::to_string(id.value); }

AgentDetail load(db::Reader& reader, AgentId id) {
    auto agent = reader.find<AgentDetail>(sql::find_agent_detail, id);
    if (!agent) throw Problem(ProblemKind::not_found, "accounts.agent_not_found");
    agent->teams = teams_of(reader, id);
    return *agent;
}

void record(db::Tx& tx, const Context& context, std::string_view type, const AgentDetail& agent) {
    trail::append(tx, context, stream_of(agent.id), type, AgentEntry{agent.id, agent.name, agent.email, agent.role_name});
}

/// Only an owner makes owners; nobody gives rights that it lacks.
void check_grant(db::Reader& reader, const Context& context, RoleId role) {
    auto wanted = find_role(reader, role);
    if (!wanted) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"role_id", "unknown_value", {}}});
    if (context.is_system()) return;
    for (auto& permission : effective_permissions(context, *wanted))
        if (!context.access->may({permission})) throw Problem(ProblemKind::forbidden, "accounts.role_above_own", wanted->name);
    if (wanted->key == "owner" && !is_owner(reader, context)) throw Problem(ProblemKind::forbidden, "accounts.role_above_own", "owner");
}

/// Nobody opens brands that it does not see itself, to others or to itself.
void check_brands(const Context& context, const std::vector<BrandId>& brands) {
    bool all = context.is_system() || context.access->all_brands;
    if (all || (!brands.empty() && std::ranges::all_of(brands, [&](BrandId brand) { return context.sees_brand(brand); }))) return;
    throw Problem(ProblemKind::forbidden, "accounts.role_above_own", "brands");
}

/// An account can be taken over by whoever may change its address: only who could have made it as it is may touch it.
void check_reach(db::Reader& reader, const Context& context, const AgentDetail& agent) {
    check_grant(reader, context, agent.role_id);
    check_brands(context, agent.brands);
}

void keep_an_owner(db::Reader& reader, const AgentDetail& agent) {
    if (agent.role_key == "owner" && reader.get<std::int64_t>(sql::count_other_owners, agent.id) == 0)
        throw Problem(ProblemKind::conflict, "accounts.last_owner");
}

std::string checked_email(const std::string& text) {
    auto email = normal_email(text);
    if (!email) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"email", "accounts.bad_email", {}}});
    return *email;
}

constexpr std::string_view themes[] = {"auto", "light", "dark"};

void check(const AgentDetail& agent) {
    FieldProblems problems;
    check_language(problems, agent.locale);
    check_zone(problems, agent.time_zone);
    if (std::ranges::find(themes, agent.theme) == std::end(themes)) problems.add("theme", "unknown_value");
    problems.throw_if_any();
}

}  // namespace

AgentList list_agents(db::Reader& reader, const Context&, const http::Empty&) {
    AgentList list{reader.list<AgentDetail>(sql::list_agents)};
    for (auto& member : reader.list<Membership>(sql::list_memberships)) {
        auto agent = std::ranges::find(list.items, member.agent_id, &AgentDetail::id);
        if (agent != list.items.end()) agent->teams.push_back(member.team_id);
    }
    return list;
}

AgentDetail get_agent(db::Reader& reader, const Context&, const AgentKey& input) { return load(reader, input.agent_id); }

AgentDetail get_me(db::Reader& reader, const Context& context, const http::Empty&) { return load(reader, {context.actor.id}); }

AgentId insert_agent(db::Tx& tx, const Context& context, const AgentInput& input, const std::optional<std::string>& password_hash) {
    check_grant(tx, context, input.role_id);
    check_brands(context, input.brands);
    auto locale = input.locale.value_or("en");
    auto languages = input.languages.empty() ? std::vector<std::string>{locale} : input.languages;
    auto id = tx.get<AgentId>(sql::insert_agent, checked_email(input.email), input.name, input.role_id, password_hash, locale,
                              input.time_zone.value_or("UTC"), languages, input.brands, context.now());
    auto agent = load(tx, id);
    check(agent);
    record(tx, context, "accounts.agent_created", agent);
    return id;
}

AgentDetail create_agent(const Context& context, const AgentInput& input) {
    std::optional<std::string> hash;
    if (input.password) {
        check_new_password(*input.password, "password");
        hash = crypto::hash_password(*input.password);
    }
    return context.services.database.write([&](db::Tx& tx) { return load(tx, insert_agent(tx, context, input, hash)); });
}

AgentDetail change_agent(db::Tx& tx, const Context& context, const AgentChange& input) {
    auto agent = load(tx, input.agent_id);
    check_reach(tx, context, agent);
    input.name.apply_to(agent.name);
    if (input.email.present) agent.email = checked_email(input.email.value.value_or(""));
    if (input.role_id.value && *input.role_id.value != agent.role_id) {
        check_grant(tx, context, *input.role_id.value);
        keep_an_owner(tx, agent);
        agent.role_id = *input.role_id.value;
    }
    input.locale.apply_to(agent.locale);
    input.time_zone.apply_to(agent.time_zone);
    check(agent);
    input.languages.apply_to(agent.languages);
    input.brands.apply_to(agent.brands);
    check_brands(context, agent.brands);
    tx.execute(sql::change_agent, agent.id, agent.name, agent.email, agent.role_id, agent.locale, agent.time_zone, agent.languages,
               agent.brands);
    auto changed = load(tx, agent.id);
    record(tx, context, "accounts.agent_changed", changed);
    return changed;
}

void deactivate_agent(db::Tx& tx, const Context& context, const AgentKey& input) {
    auto agent = load(tx, input.agent_id);
    keep_an_owner(tx, agent);
    check_reach(tx, context, agent);
    tx.execute(sql::set_active, agent.id, false);
    tx.execute(sql::delete_sessions_of_agent, agent.id, 0);
    record(tx, context, "accounts.agent_deactivated", agent);
}

void reactivate_agent(db::Tx& tx, const Context& context, const AgentKey& input) {
    auto agent = load(tx, input.agent_id);
    check_reach(tx, context, agent);
    tx.execute(sql::set_active, agent.id, true);
    record(tx, context, "accounts.agent_reactivated", agent);
}

AgentDetail change_profile(db::Tx& tx, const Context& context, const ProfileChange& input) {
    auto me = load(tx, {context.actor.id});
    input.name.apply_to(me.name);
    input.locale.apply_to(me.locale);
    input.time_zone.apply_to(me.time_zone);
    input.theme.apply_to(me.theme);
    check(me);
    input.signature.apply_to(me.signature);
    input.notify.apply_to(me.notify);
    tx.execute(sql::change_profile, me.id, me.name, me.locale, me.time_zone, me.theme, me.signature, me.notify);
    auto changed = load(tx, me.id);
    record(tx, context, "accounts.profile_changed", changed);
    return changed;
}

}  // namespace goodhost::accounts
