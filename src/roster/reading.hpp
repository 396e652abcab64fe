#pragma once
#include "roster/arrange.hpp"

/// Who is on duty, from the database.
namespace goodhost::roster {

/// What decides about a roster between two instants.
DutyFacts load_facts(db::Reader& reader, const RosterRow& roster, Instant from, Instant to);
/// Problem not_found for one that does not exist; one that has ended tells of its past.
RosterRow get_roster_row(db::Reader& reader, RosterId id);

struct DutyQuery {
    RosterId roster_id;
    std::optional<Instant> at;  ///< else now
};
BOOST_DESCRIBE_STRUCT(DutyQuery, (), (roster_id, at))

struct PersonOnDuty {
    AgentId agent_id;
    std::string name;
    std::string layer;
    std::optional<OverrideId> override_id;
    std::optional<Instant> until;  ///< nothing: for four weeks at least
};
BOOST_DESCRIBE_STRUCT(PersonOnDuty, (), (agent_id, name, layer, override_id, until))

struct NowAndNext {
    RosterId roster_id;
    std::string roster;
    std::string time_zone;
    Instant at{};
    std::vector<PersonOnDuty> now;
    std::optional<Instant> next_at;  ///< when the people change; nothing within four weeks
    std::vector<PersonOnDuty> next;
};
BOOST_DESCRIBE_STRUCT(NowAndNext, (), (roster_id, roster, time_zone, at, now, next_at, next))
NowAndNext get_on_duty(db::Reader& reader, const Context& context, const DutyQuery& input);

struct DutyTime {
    std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(DutyTime, (), (at))
struct NowAndNextList {
    std::vector<NowAndNext> items;
};
BOOST_DESCRIBE_STRUCT(NowAndNextList, (), (items))
/// Of every roster, by name.
NowAndNextList list_on_duty(db::Reader& reader, const Context& context, const DutyTime& input);

/// At most 100 days.
struct SpanQuery {
    RosterId roster_id;
    Instant from{}, to{};
};
BOOST_DESCRIBE_STRUCT(SpanQuery, (), (roster_id, from, to))
struct SpanList {
    std::string time_zone;
    std::vector<DutySpan> items;
    std::vector<Override> overrides;
};
BOOST_DESCRIBE_STRUCT(SpanList, (), (time_zone, items, overrides))
SpanList list_spans(db::Reader& reader, const Context& context, const SpanQuery& input);

void check_range(Instant from, Instant to);

}  // namespace goodhost::roster
