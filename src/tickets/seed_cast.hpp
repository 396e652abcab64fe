#pragma once
#include <map>

#include "accounts/accounts.hpp"
#include "tickets/seed_stories.hpp"

/// Who has what, and who answers, as the slices before made it.
namespace goodhost::tickets::seeding {

struct Subject {
    hosting::ServiceId service;
    BrandId brand;
    hosting::Tier tier = hosting::Tier::shared;
    std::string domain, server, company, locale;
    Instant since;
    accounts::CustomerId customer;
    std::vector<accounts::ContactRow> contacts;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (service, brand, tier, domain, server, company, locale, since, customer))

struct CastAgent {
    accounts::AgentId id;
    std::string name, locale;
    std::vector<std::string> languages;
    std::vector<BrandId> brands;
    std::optional<std::string> role_key;
    std::vector<accounts::TeamId> teams;
};
BOOST_DESCRIBE_STRUCT(CastAgent, (), (id, name, locale, languages, brands, role_key))

struct Cast {
    std::vector<Subject> subjects;
    std::vector<CastAgent> agents;  ///< who may answer
    accounts::AgentId light_agent;  ///< who only takes notes
    std::map<std::string, accounts::TeamId> teams;
};

Cast read_cast(db::Reader& reader);

/// Who answers a customer: of the team and of its language, else of its language, else of the team.
std::size_t pick_agent(SeedPlan& plan, const Cast& cast, const Subject& subject, const std::string& team);

/// How a person is spoken to.
std::string called_name(const std::string& name, const std::string& locale);

}  // namespace goodhost::tickets::seeding
