#pragma once
#include "roster/arrange.hpp"

/// Where a roster has fewer people than it needs: no clock; the database only where it says so.
namespace goodhost::roster {

/// What counts of a person who may be on duty.
struct Ability {
    AgentId agent_id;
    std::vector<SkillLevel> skills;
    std::vector<std::string> languages;
};

struct Gap {
    Instant from_at{}, to_at{};
    std::string name;  ///< of the requirement
    std::optional<SkillId> skill_id;
    std::optional<std::int64_t> level;
    std::optional<std::string> language;
    std::vector<tickets::Severity> severities;  ///< for which nobody is there; none: for all
    std::int64_t needed = 0, present = 0;
    std::vector<AgentId> candidates;  ///< who could fill it: able, neither on leave nor on duty on any roster meanwhile
};
BOOST_DESCRIBE_STRUCT(Gap, (), (from_at, to_at, name, skill_id, level, language, severities, needed, present, candidates))

bool is_able(const Ability& person, const Requirement& requirement);
/// Every stretch of time between two instants in which a requirement is not met, in order; without candidates. The hours of
/// requirements are those of the zone.
struct GapQuestion {
    const std::vector<Requirement>& requirements;
    const std::vector<DutySpan>& spans;
    const std::vector<Ability>& people;
    const std::string& time_zone;
};
std::vector<Gap> find_gaps(const GapQuestion& question, Instant from, Instant to);

/// At most 100 days; else the four weeks from now on.
struct GapQuery {
    RosterId roster_id;
    std::optional<Instant> from, to;
    std::optional<tickets::Severity> severity;  ///< only those that concern tickets of this one
};
BOOST_DESCRIBE_STRUCT(GapQuery, (), (roster_id, from, to, severity))
struct GapList {
    std::vector<Gap> items;
};
BOOST_DESCRIBE_STRUCT(GapList, (), (items))
GapList list_gaps(db::Reader& reader, const Context& context, const GapQuery& input);

}  // namespace goodhost::roster
