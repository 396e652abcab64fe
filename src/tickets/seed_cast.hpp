#pragma once
#include <map>

#include "accounts/agents.hpp"
#include "tickets/seed_stories.hpp"

/// Who has what, and who answers, as the slices before made it.
namespace goodhost::tickets::seeding {

struct Subject {
    hosting::ServiceId service;
    BrandId brand;
    hosting::Tier tier = hosting::Tier::shared;
    std::string domain, server, company;
    Instant since;
    std::vector<accounts::ContactRow> contacts;
    std::string locale;
};

struct Cast {
    std::vector<Subject> subjects;
    std::vector<accounts::AgentDetail> agents;  ///< who may answer
    accounts::AgentId light_agent;              ///< who only takes notes
    std::map<std::string, accounts::TeamId> teams;
};

Cast read_cast(db::Reader& reader, const Context& system);

/// Who answers a customer: of the team and of its language, else of its language, else of the team.
std::size_t pick_agent(SeedPlan& plan, const Cast& cast, const Subject& subject, const std::string& team);

/// How a person is spoken to.
std::string called_name(const std::string& name, const std::string& locale);

}  // namespace goodhost::tickets::seeding
