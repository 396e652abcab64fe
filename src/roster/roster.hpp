#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/accounts.hpp"

namespace goodhost {
class Registry;
}

/// Who works when, and what each can do: rosters with rotations, shifts, overrides and leave; skills, languages, capacities, presence.
namespace goodhost::roster {

using accounts::AgentId;
using accounts::TeamId;

struct RosterTag {};
struct OverrideTag {};
struct LeaveTag {};
struct SkillTag {};
using RosterId = Id<RosterTag>;
using OverrideId = Id<OverrideTag>;
using LeaveId = Id<LeaveTag>;
using SkillId = Id<SkillTag>;

inline constexpr Permission may_view{"roster.view"};
inline constexpr Permission may_take_part{"roster.take_part"};  ///< own presence, leave and swaps
inline constexpr Permission may_configure{"roster.configure"};  ///< rosters, other people's leave, skills, capacities

/// `away` is chosen, or comes by itself after ten minutes of silence; after an hour of silence it is `offline`.
enum class Presence { online, away, offline };
BOOST_DESCRIBE_ENUM(Presence, online, away, offline)

/// Level 1 knows the basics, 5 is the one whom the others ask.
struct SkillLevel {
    SkillId skill_id;
    std::int64_t level = 1;
    static constexpr Rule rules[] = {{.field = "level", .min = 1, .max = 5}};
};
BOOST_DESCRIBE_STRUCT(SkillLevel, (), (skill_id, level))

/// How many conversations of a channel an agent has at a time; 0 means that the channel is not the agent's.
struct Capacities {
    std::int64_t email = 10, portal = 10, chat = 3, phone = 1;
};
BOOST_DESCRIBE_STRUCT(Capacities, (), (email, portal, chat, phone))

/// What an agent can do and whether the agent is there.
struct Means {
    AgentId agent_id;
    std::string name;
    std::vector<std::string> languages;
    std::vector<BrandId> brands;  ///< empty: all
    std::vector<SkillLevel> skills;
    Capacities capacities;
    Presence presence = Presence::offline;
    std::optional<Instant> last_seen_at;
    bool on_leave = false;
};
BOOST_DESCRIBE_STRUCT(Means, (), (agent_id, name, languages, brands, skills, capacities, presence, last_seen_at, on_leave))

/// Of these agents, or of all active ones when none is named; by id.
std::vector<Means> means_of(db::Reader& reader, const std::vector<AgentId>& agents, Instant at);

/// Somebody on duty. `layer` is empty where an override says so.
struct OnDuty {
    RosterId roster_id;
    AgentId agent_id;
    std::string layer;
    std::optional<OverrideId> override_id;
};
BOOST_DESCRIBE_STRUCT(OnDuty, (), (roster_id, agent_id, layer, override_id))

/// Nobody, for a roster that does not exist or has ended. A roster with a gap has nobody on duty: what depends on it says so loudly.
std::vector<OnDuty> on_duty(db::Reader& reader, RosterId roster, Instant at);
/// On any roster of the team.
std::vector<OnDuty> on_duty_of_team(db::Reader& reader, TeamId team, Instant at);
/// On any roster.
std::vector<OnDuty> on_duty_anywhere(db::Reader& reader, Instant at);
/// When the people on duty change next after `at`, within four weeks.
std::optional<Instant> next_hand_off(db::Reader& reader, RosterId roster, Instant at);

/// Whether anybody planned when the team (or, without one, anybody) works: where nobody did, the time of day says nothing about an agent.
bool is_rostered(db::Reader& reader, std::optional<TeamId> team);

struct RosterName {
    RosterId id;
    std::string name;
    std::optional<TeamId> team_id;
};
BOOST_DESCRIBE_STRUCT(RosterName, (), (id, name, team_id))
/// Those that have not ended, by name.
std::vector<RosterName> list_roster_names(db::Reader& reader);

struct Skill {
    SkillId id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Skill, (), (id, name))
std::vector<Skill> list_all_skills(db::Reader& reader);

/// Entries on `roster/<id>` (what was arranged), `roster/agent/<id>` (what concerns one agent) and `roster` (skills).
namespace entries {

inline constexpr std::string_view presence_changed = "roster.presence_changed";  ///< PresenceChanged

struct PresenceChanged {
    AgentId agent_id;
    Presence presence = Presence::offline;
    Presence was = Presence::offline;
    bool by_silence = false;
};
BOOST_DESCRIBE_STRUCT(PresenceChanged, (), (agent_id, presence, was, by_silence))

}  // namespace entries

void register_roster(Registry& registry);

}  // namespace goodhost::roster
