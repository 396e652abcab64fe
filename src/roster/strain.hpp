#pragma once
#include "roster/arrange.hpp"

/// Where a change of duty leaves somebody too little rest or too much work in a week. It warns; nothing is forbidden.
namespace goodhost::roster {

enum class StrainKind { short_rest, long_week };
BOOST_DESCRIBE_ENUM(StrainKind, short_rest, long_week)

struct Strain {
    AgentId agent_id;
    StrainKind kind = StrainKind::short_rest;
    Instant from_at{}, to_at{};  ///< the rest, or the week
    double hours = 0;            ///< of rest, or of duty
    std::int64_t limit = 0;      ///< what the roster says of them
};
BOOST_DESCRIBE_STRUCT(Strain, (), (agent_id, kind, from_at, to_at, hours, limit))

/// One person's duty on all rosters. Weeks begin on Monday in the roster's zone.
struct StrainQuestion {
    AgentId agent_id;
    std::vector<DutySpan> spans;
    std::int64_t rest_hours = 0, week_hours = 0;
    Zone zone;
};
/// What an override or a swap has brought about; what the plan itself says is the plan's.
std::vector<Strain> find_strains(const StrainQuestion& question);

struct StrainQuery {
    RosterId roster_id;
    std::optional<Instant> from, to;  ///< at most 100 days; else the four weeks from now on
};
BOOST_DESCRIBE_STRUCT(StrainQuery, (), (roster_id, from, to))
struct StrainList {
    std::vector<Strain> items;
};
BOOST_DESCRIBE_STRUCT(StrainList, (), (items))
/// Of everybody who is on duty there.
StrainList list_strains(db::Reader& reader, const Context& context, const StrainQuery& input);

}  // namespace goodhost::roster
