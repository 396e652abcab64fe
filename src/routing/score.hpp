#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/ids.hpp"
#include "platform/core/reflect.hpp"

/// To whom a ticket is given: no clock, no input or output. What the simulator compares and what the desk does are the same functions.
namespace goodhost::routing {

using accounts::AgentId;

/// score: the best fit by skill, spare capacity, idleness, acquaintance and scarcity. round_robin: whose turn was longest ago.
/// longest_idle: who has had nothing to do for the longest time, and where everybody has something, who has least. All three ask for the
/// same needs first.
enum class Rule { score, round_robin, longest_idle };
BOOST_DESCRIBE_ENUM(Rule, score, round_robin, longest_idle)

/// What a ticket needs.
struct Need {
    std::optional<std::int64_t> skill;  ///< none: its category asks for none
    std::int64_t level = 1;
    std::string language;
    std::optional<AgentId> acquainted;  ///< who last spoke with the customer
    Duration slack{};                   ///< what is left of the promise that is due next; negative: it is late
    Duration target{};                  ///< all of it; zero: nothing is promised
};

struct HeldSkill {
    std::int64_t skill = 0, level = 1;
};

/// Somebody who could get it.
struct Candidate {
    AgentId id;
    std::vector<HeldSkill> skills;
    std::vector<std::string> languages;
    bool on_duty = true, online = true;
    std::int64_t load = 0, capacity = 10;
    Duration idle{};        ///< since there was nothing left to do; zero while there is something
    std::int64_t turn = 0;  ///< grows with each ticket that is given to anybody; of the last one that was given here
};

/// How far the needs are relaxed as time runs out; each includes those before it. perfect: level, language, duty and capacity. able:
/// any level, and half as much again of work. anybody: no skill. any_tongue: no language. off_duty: whoever is online.
enum class Ring { perfect, able, anybody, any_tongue, off_duty };
BOOST_DESCRIBE_ENUM(Ring, perfect, able, anybody, any_tongue, off_duty)

/// The widest ring that the slack allows: half of the target left, a quarter, a tenth, none.
Ring widest(const Need& need);

/// Why somebody can't get it in a ring; fits: nothing stands against it.
enum class Fit { fits, away, off_duty, full, lacks_skill, lacks_language };
BOOST_DESCRIBE_ENUM(Fit, fits, away, off_duty, full, lacks_skill, lacks_language)
Fit fit_of(const Need& need, const Candidate& candidate, Ring ring);

struct Reason {
    std::string what;  ///< skill, capacity, idle, acquainted, scarce
    std::int64_t points = 0;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (what, points))

struct Ranked {
    AgentId agent_id;
    std::int64_t points = 0;
    std::vector<Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(Ranked, (), (agent_id, points, reasons))

struct PassedOver {
    AgentId agent_id;
    Fit why = Fit::fits;
};
BOOST_DESCRIBE_STRUCT(PassedOver, (), (agent_id, why))

/// Everybody who was looked at, the chosen one first. Without `ranked` nobody can have it yet.
struct Decision {
    Rule rule = Rule::score;
    Ring ring = Ring::perfect;
    std::vector<Ranked> ranked;
    std::vector<PassedOver> passed_over;
};
BOOST_DESCRIBE_STRUCT(Decision, (), (rule, ring, ranked, passed_over))

/// The narrowest ring that has anybody counts. The same input gives the same answer, in whatever order the candidates come.
Decision decide(Rule rule, const Need& need, const std::vector<Candidate>& candidates);

}  // namespace goodhost::routing
