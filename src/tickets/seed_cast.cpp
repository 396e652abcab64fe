#include "tickets/seed_cast.hpp"

#include <algorithm>

#include "accounts/customers.hpp"
#include "accounts/roles.hpp"
#include "hosting/services.hpp"

namespace goodhost::tickets::seeding {

namespace {

constexpr int page = 500;

using ContactsOf = std::map<std::int64_t, std::vector<accounts::ContactRow>>;

ContactsOf read_contacts(db::Reader& reader, const Context& system) {
    ContactsOf contacts;
    accounts::ContactFilter filter{.limit = page};
    do {
        auto list = accounts::list_contacts(reader, system, filter);
        for (auto& c : list.items)
            if (c.customer_id)
                contacts[c.customer_id->value].push_back(
                    {c.id, c.brand_id, c.customer_id, c.name, c.email, c.locale, c.time_zone, c.role, c.sees_company_tickets});
        filter.cursor = list.next_cursor;
    } while (filter.cursor);
    for (auto& [customer, people] : contacts) std::ranges::sort(people, {}, [](auto& person) { return person.id.value; });
    return contacts;
}

bool speaks(const accounts::AgentDetail& agent, const std::string& locale) {
    return std::ranges::find(agent.languages, locale) != agent.languages.end();
}

}  // namespace

Cast read_cast(db::Reader& reader, const Context& system) {
    Cast cast;
    auto contacts = read_contacts(reader, system);
    hosting::ServiceFilter filter;
    filter.limit = page;
    do {
        auto list = hosting::list_services(reader, system, filter);
        for (auto& service : list.items) {
            auto& people = contacts[service.customer_id.value];
            if (people.empty()) continue;
            cast.subjects.push_back({service.id, service.brand_id, service.tier, service.primary_domain, service.server_name.value_or("dns-01"),
                                     service.customer_name, service.created_at, people, people.front().locale});
        }
        filter.cursor = list.next_cursor;
    } while (filter.cursor);
    for (auto& agent : accounts::list_agents(reader, system, {}).items) {
        if (agent.role_key == "light_agent") cast.light_agent = agent.id;
        else if (agent.role_key != "owner") cast.agents.push_back(agent);
    }
    std::ranges::sort(cast.agents, {}, [](auto& agent) { return agent.id.value; });
    for (auto& team : accounts::list_teams(reader, system, {}).items) cast.teams[team.name] = team.id;
    return cast;
}

std::size_t pick_agent(SeedPlan& plan, const Cast& cast, const Subject& subject, const std::string& team) {
    std::vector<std::size_t> best;
    int best_fit = -1;
    for (std::size_t i = 0; i < cast.agents.size(); ++i) {
        auto& agent = cast.agents[i];
        bool of_brand = std::ranges::find(agent.brands, subject.brand) != agent.brands.end();
        if (!agent.brands.empty() && !of_brand) continue;
        bool in_team = std::ranges::find(agent.teams, cast.teams.at(team)) != agent.teams.end();
        int fit = (speaks(agent, subject.locale) ? 4 : 0) + (of_brand ? 2 : 0) + (in_team ? 1 : 0);
        if (fit > best_fit) best.clear(), best_fit = fit;
        if (fit == best_fit) best.push_back(i);
    }
    return plan.pick_of(best);
}

std::string called_name(const std::string& name, const std::string& locale) {
    bool whole = locale == "ko" || locale == "bn" || name.starts_with("Dr");
    return whole ? name : name.substr(0, name.find(' '));
}

}  // namespace goodhost::tickets::seeding
