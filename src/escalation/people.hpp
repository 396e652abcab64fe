#pragma once
#include "escalation/ladder.hpp"

namespace goodhost::escalation {

struct Person {
    AgentId id;
    std::string name, email, locale;
    std::vector<BrandId> brands;  ///< empty: all
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, email, locale, brands))

/// Who stands behind the targets now: active agents who see the ticket's brand, each once, in the order of the targets.
std::vector<Person> people_of(db::Reader& reader, const Facts& facts, const std::vector<Target>& targets, Instant at);
/// Whoever is left when a whole ladder leads to nobody.
std::vector<Person> owners_of(db::Reader& reader, const Facts& facts);

std::optional<Facts> find_facts(db::Reader& reader, TicketId id);

}  // namespace goodhost::escalation
