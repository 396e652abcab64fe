#pragma once
#include "routing/giving.hpp"

/// Who could get a ticket, and what is known of them.
namespace goodhost::routing {

struct Person {
    Candidate candidate;
    std::string name;
};

/// Agents who see the ticket's brand and are in its team, if it has one.
std::vector<Person> people_for(db::Reader& reader, const Facts& facts, Instant now);
/// One agent, who is there, on duty and has room because it asks.
std::optional<Person> find_asker(db::Reader& reader, AgentId agent, Instant now);
/// What counts in reasons and decides nothing about who asks: how long the asker has had nothing to do.
void weigh_asker(db::Reader& reader, Person& asker, Instant now);

}  // namespace goodhost::routing
