#include "tickets/seed_cast.hpp"

#include <algorithm>

#include "tickets/queries.hpp"

namespace goodhost::tickets::seeding {

namespace {

/// All pages of a statement that takes the last id of the page before.
template <class T>
std::vector<T> read_all(db::Reader& reader, const db::Statement& statement, auto id_of) {
    std::vector<T> rows;
    while (true) {
        auto more = reader.list<T>(statement, rows.empty() ? std::int64_t{0} : id_of(rows.back()).value);
        if (more.empty()) return rows;
        rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
}

bool speaks(const CastAgent& agent, const std::string& locale) {
    return std::ranges::find(agent.languages, locale) != agent.languages.end();
}

}  // namespace

Cast read_cast(db::Reader& reader) {
    Cast cast;
    std::map<accounts::CustomerId, std::vector<accounts::ContactRow>> contacts;
    for (auto& contact : read_all<accounts::ContactRow>(reader, sql::list_seed_contacts, [](auto& row) { return row.id; }))
        contacts[*contact.customer_id].push_back(contact);
    cast.subjects = read_all<Subject>(reader, sql::list_seed_subjects, [](auto& row) { return row.service; });
    for (auto& subject : cast.subjects) subject.contacts = contacts.at(subject.customer);
    for (auto& agent : reader.list<CastAgent>(sql::list_seed_agents)) {
        agent.teams = accounts::teams_of(reader, agent.id);
        if (agent.role_key == "light_agent")
            cast.light_agent = agent.id;
        else if (agent.role_key != "owner")
            cast.agents.push_back(agent);
    }
    for (auto& team : reader.list<Named>(sql::list_seed_teams)) cast.teams[team.name] = {team.id};
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
