#pragma once
#include "escalation/ladder.hpp"
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"

/// What a host arranges. Each change is on the stream `escalation`; pages that run keep the ladder that they began with.
namespace goodhost::escalation {

struct LadderList {
    std::vector<Ladder> items;  ///< in order
};
BOOST_DESCRIBE_STRUCT(LadderList, (), (items))
LadderList list_ladders(db::Reader& reader, const Context& context, const http::Empty&);

struct LadderKey {
    LadderId ladder_id;
};
BOOST_DESCRIBE_STRUCT(LadderKey, (), (ladder_id))
Ladder get_ladder(db::Reader& reader, const Context& context, const LadderKey& input);

struct LadderInput {
    std::string name;
    std::optional<std::int64_t> position;  ///< else the last
    Conditions conditions;
    std::vector<Trigger> triggers;
    std::vector<Step> steps;
    std::optional<std::int64_t> repeats, repeat_minutes;
    std::optional<bool> active;
    static constexpr Rule rules[] = {
        {"name", 100}, {.field = "position", .min = 1, .max = 100'000}, {"triggers", 10},
        {"steps", 10}, {.field = "repeats", .min = 0, .max = 10},       {.field = "repeat_minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(LadderInput, (), (name, position, conditions, triggers, steps, repeats, repeat_minutes, active))
Ladder create_ladder(db::Tx& tx, const Context& context, const LadderInput& input);

struct LadderChange {
    LadderId ladder_id;
    Patch<std::string> name;
    Patch<std::int64_t> position;
    Patch<Conditions> conditions;
    Patch<std::vector<Trigger>> triggers;
    Patch<std::vector<Step>> steps;
    Patch<std::int64_t> repeats, repeat_minutes;
    Patch<bool> active;
    static constexpr Rule rules[] = {
        {"name", 100}, {.field = "position", .min = 1, .max = 100'000}, {"triggers", 10},
        {"steps", 10}, {.field = "repeats", .min = 0, .max = 10},       {.field = "repeat_minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(LadderChange, (), (ladder_id, name, position, conditions, triggers, steps, repeats, repeat_minutes, active))
Ladder change_ladder(db::Tx& tx, const Context& context, const LadderChange& input);
void delete_ladder(db::Tx& tx, const Context& context, const LadderKey& input);

/// Who would be told and when if a page began now and nobody answered; of a ticket, or of one that nobody has.
struct RehearsalOf {
    LadderId ladder_id;
    std::optional<TicketId> ticket_id;
};
BOOST_DESCRIBE_STRUCT(RehearsalOf, (), (ladder_id, ticket_id))
struct RehearsedStep {
    std::int64_t round = 1, step = 1;
    Instant at{};
    std::vector<Means> means;
    std::vector<std::string> told;  ///< names; none: passed over
};
BOOST_DESCRIBE_STRUCT(RehearsedStep, (), (round, step, at, means, told))
struct Rehearsal {
    std::vector<RehearsedStep> steps;
};
BOOST_DESCRIBE_STRUCT(Rehearsal, (), (steps))
Rehearsal rehearse(db::Reader& reader, const Context& context, const RehearsalOf& input);

}  // namespace goodhost::escalation
