#include <fmt/core.h>

#include "accounts/agents.hpp"
#include "accounts/roles.hpp"
#include "accounts/seed.hpp"
#include "brands/brands.hpp"
#include "platform/crypto/password.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::chrono::days age{895};

struct SeedAgent {
    std::string name, email, role, locale;
    std::vector<std::string> languages;
    std::string time_zone, signature;
    std::optional<std::string> brand;
};
BOOST_DESCRIBE_STRUCT(SeedAgent, (), (name, email, role, locale, languages, time_zone, signature, brand))

struct SeedTeam {
    std::string name;
    std::optional<std::string> brand;
    std::vector<std::string> members;
};
BOOST_DESCRIBE_STRUCT(SeedTeam, (), (name, brand, members))

struct SeedStaff {
    std::vector<SeedAgent> agents;
    std::vector<SeedTeam> teams;
};
BOOST_DESCRIBE_STRUCT(SeedStaff, (), (agents, teams))

void make_agent(db::Tx& tx, const Context& context, const SeedAgent& seed, const std::string& password_hash) {
    AgentInput input{.name = seed.name,
                     .email = seed.email,
                     .role_id = find_role_by_key(tx, seed.role)->id,
                     .locale = seed.locale,
                     .time_zone = seed.time_zone,
                     .languages = seed.languages};
    if (seed.brand) input.brands = {brands::find_brand_by_key(tx, *seed.brand)->id};
    auto id = insert_agent(tx, context, input, password_hash);
    if (seed.signature.empty()) return;
    ProfileChange profile;
    profile.signature = {true, seed.signature};
    change_profile(tx, acting_as_agent(tx, context, id), profile);
}

void make_team(db::Tx& tx, const Context& context, const SeedTeam& seed) {
    TeamInput input{.name = seed.name};
    if (seed.brand) input.brand_id = brands::find_brand_by_key(tx, *seed.brand)->id;
    for (auto& member : seed.members) input.members.push_back(find_agent_by_email(tx, member)->id);
    create_team(tx, context, input);
}

}  // namespace

void seed_staff(const Context& system, SeedPlan& plan) {
    ManualClock clock(plan.today - age);
    auto context = told_at(clock, system);
    auto staff = read_seed<SeedStaff>("staff.json");
    auto hash = crypto::hash_password(demo_password);
    system.services.database.write([&](db::Tx& tx) {
        for (auto& seed : staff.agents) make_agent(tx, context, seed, hash);
        for (auto& seed : staff.teams) make_team(tx, context, seed);
    });
    plan.notes.push_back(fmt::format("Sign in at /desk with the password {} as", demo_password));
    for (auto& seed : staff.agents) plan.notes.push_back(fmt::format("  {:<28} {} ({})", seed.email, seed.name, seed.role));
}

}  // namespace goodhost::accounts
