#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

#include "accounts/accounts.hpp"
#include "app/simulate/dice.hpp"
#include "app/simulate/server.hpp"
#include "roster/roster.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::simulate {

/// Who works for the host: one of the scenario's agents, or the owner that every host has.
struct Person {
    accounts::AgentId id;
    std::string name;
    std::optional<std::size_t> plan;  ///< of the scenario's agents
};

struct HostRoster {
    roster::RosterId id;
    bool on_call = false;
};

struct Customer {
    accounts::ContactRow contact;
    hosting::ServiceId service;
    std::size_t language = 0, tier = 0;
};

/// What a case draws from, and the words that are said, made once.
struct Host {
    explicit Host(const Scenario& scenario);
    /// Writes the host into a fresh database: brand, people, customers with a service each, what is arranged.
    void make(Server& server, const Scenario& scenario);

    Mix categories, severities, languages, tiers, channels;
    std::vector<Person> people;
    std::vector<Customer> customers;  ///< by language and tier, so many of each
    std::size_t of_each_kind = 0;
    std::vector<HostRoster> rosters;
    std::map<std::string, roster::RosterId> roster_names;
    tickets::Body question, answer, more, solution, we_are_on_it, progress, reminder;

    std::size_t customer_of(std::size_t language, std::size_t tier, std::size_t which) const {
        return (language * tiers.size() + tier) * of_each_kind + which;
    }
};

bool has_skill(const Agent& agent, const std::string& category);
std::int64_t level_of(const Agent& agent, const std::string& category);

/// Makes the policy, or changes the one that has its name.
void arrange(db::Tx& tx, const Context& system, const PolicyPlan& plan);

}  // namespace goodhost::simulate
