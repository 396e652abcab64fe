#pragma once
#include "platform/http/route.hpp"
#include "platform/trail/trail.hpp"
#include "roster/roster.hpp"

/// What agents can do, whether they are there, and when they are away.
namespace goodhost::roster {

struct SkillList {
    std::vector<Skill> items;
};
BOOST_DESCRIBE_STRUCT(SkillList, (), (items))
SkillList list_skills(db::Reader& reader, const Context& context, const http::Empty&);

struct SkillKey {
    SkillId skill_id;
};
BOOST_DESCRIBE_STRUCT(SkillKey, (), (skill_id))
struct SkillInput {
    std::string name;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(SkillInput, (), (name))
struct SkillChange {
    SkillId skill_id;
    std::string name;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(SkillChange, (), (skill_id, name))
Skill create_skill(db::Tx& tx, const Context& context, const SkillInput& input);
Skill change_skill(db::Tx& tx, const Context& context, const SkillChange& input);
void delete_skill(db::Tx& tx, const Context& context, const SkillKey& input);

struct MeansList {
    std::vector<Means> items;
};
BOOST_DESCRIBE_STRUCT(MeansList, (), (items))
/// Of all active agents.
MeansList list_means(db::Reader& reader, const Context& context, const http::Empty&);

struct AgentSkills {
    AgentId agent_id;
    std::vector<SkillLevel> skills;
    static constexpr Rule rules[] = {{"skills", 200}};
};
BOOST_DESCRIBE_STRUCT(AgentSkills, (), (agent_id, skills))
Means set_skills(db::Tx& tx, const Context& context, const AgentSkills& input);

struct AgentCapacities {
    AgentId agent_id;
    std::int64_t email = 0, portal = 0, chat = 0, phone = 0;
    static constexpr Rule rules[] = {{.field = "email", .min = 0, .max = 100},
                                     {.field = "portal", .min = 0, .max = 100},
                                     {.field = "chat", .min = 0, .max = 20},
                                     {.field = "phone", .min = 0, .max = 5}};
};
BOOST_DESCRIBE_STRUCT(AgentCapacities, (), (agent_id, email, portal, chat, phone))
Means set_capacities(db::Tx& tx, const Context& context, const AgentCapacities& input);

struct PresenceInput {
    std::optional<Presence> presence;  ///< left out: only a sign of life
};
BOOST_DESCRIBE_STRUCT(PresenceInput, (), (presence))
struct MyPresence {
    Presence presence = Presence::offline;
    Presence chosen = Presence::online;
    std::optional<Instant> seen_at;
};
BOOST_DESCRIBE_STRUCT(MyPresence, (), (presence, chosen, seen_at))
MyPresence get_my_presence(db::Reader& reader, const Context& context, const http::Empty&);
/// Who chose `online` and fell silent is online again with the next sign of life; who chose otherwise stays so.
MyPresence set_my_presence(db::Tx& tx, const Context& context, const PresenceInput& input);

inline constexpr std::string_view silence = "roster.silence";  ///< job: an agent may have fallen silent
struct OfAgent {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(OfAgent, (), (agent_id))
void note_silence(db::Tx& tx, const Context& system, AgentId agent);

enum class LeaveKind { vacation, sick, training, other, left };
BOOST_DESCRIBE_ENUM(LeaveKind, vacation, sick, training, other, left)

struct Leave {
    LeaveId id;
    AgentId agent_id;
    LeaveKind kind = LeaveKind::vacation;  ///< `left`: the account is not active; the program's own
    Instant from_at{}, to_at{};
    std::string note;
};
BOOST_DESCRIBE_STRUCT(Leave, (), (id, agent_id, kind, from_at, to_at, note))

struct LeaveList {
    std::vector<Leave> items;
};
BOOST_DESCRIBE_STRUCT(LeaveList, (), (items))
struct LeaveQuery {
    std::optional<Instant> from, to;  ///< else from now, without end
};
BOOST_DESCRIBE_STRUCT(LeaveQuery, (), (from, to))
LeaveList list_leaves(db::Reader& reader, const Context& context, const LeaveQuery& input);

struct LeaveInput {
    std::optional<AgentId> agent_id;  ///< else the own; another's takes roster.configure
    LeaveKind kind = LeaveKind::vacation;
    Instant from_at{}, to_at{};
    std::string note;
    static constexpr Rule rules[] = {{"note", 500, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(LeaveInput, (), (agent_id, kind, from_at, to_at, note))
struct LeaveKey {
    LeaveId leave_id;
};
BOOST_DESCRIBE_STRUCT(LeaveKey, (), (leave_id))
Leave take_leave(db::Tx& tx, const Context& context, const LeaveInput& input);
/// Leave that has begun ends now.
void end_leave(db::Tx& tx, const Context& context, const LeaveKey& input);

/// Who is deactivated is on no duty any more, from that moment on, until the account is active again.
void follow_agent(db::Tx& tx, const Context& context, const trail::Entry& entry);

void record_person(db::Tx& tx, const Context& context, AgentId agent, std::string_view type, const RawJson& payload);

}  // namespace goodhost::roster
