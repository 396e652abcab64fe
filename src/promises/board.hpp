#pragma once
#include "platform/db/db.hpp"
#include "promises/promises.hpp"
#include "roster/roster.hpp"

/// What a lead has to see at a glance: which promises are about to break, what is broken, who waits, what nobody has, and who works.
/// All of it by what the viewer sees of tickets.
namespace goodhost::promises {

using accounts::AgentId;
using accounts::TeamId;

inline constexpr Permission may_oversee{"promises.oversee"};  ///< the board and the reports

/// A number of the board and the search that finds exactly its tickets.
struct BoardNumber {
    std::int64_t tickets = 0;
    std::string q;
};
BOOST_DESCRIBE_STRUCT(BoardNumber, (), (tickets, q))

/// half, three_quarters: so much is gone of the promise that comes there first, and no more. broken: not made good yet. unattended: a
/// customer is owed a word now. unassigned: open, and nobody has it.
struct BoardNumbers {
    std::optional<TeamId> team_id;
    std::string team;  ///< empty: of no team, or all of them
    BoardNumber half, three_quarters, broken, unattended, unassigned;
};
BOOST_DESCRIBE_STRUCT(BoardNumbers, (), (team_id, team, half, three_quarters, broken, unattended, unassigned))

struct BoardTicket {
    TicketId id;
    std::string subject;
    tickets::Severity severity = tickets::Severity::normal;
    tickets::Channel channel = tickets::Channel::portal;
    std::optional<TeamId> team_id;
    std::string team;
    std::optional<AgentId> assignee_id;
    std::string assignee;
    std::string contact;
    std::string customer;
    std::optional<Instant> owed_since;
    std::optional<Instant> promise_late_at;  ///< when the first promise is due, or was
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(BoardTicket, (),
                      (id, subject, severity, channel, team_id, team, assignee_id, assignee, contact, customer, owed_since, promise_late_at,
                       created_at))

/// What an agent has of a channel, and how much at a time is meant. Tickets of the API count as those of the portal.
struct ChannelLoad {
    tickets::Channel channel = tickets::Channel::portal;
    BoardNumber open;
    std::int64_t capacity = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelLoad, (), (channel, open, capacity))

struct OwedSoonest {
    TicketId ticket_id;
    std::string subject;
    Instant due_at{};
};
BOOST_DESCRIBE_STRUCT(OwedSoonest, (), (ticket_id, subject, due_at))

struct BoardAgent {
    AgentId agent_id;
    std::string name;
    std::vector<TeamId> team_ids;
    roster::Presence presence = roster::Presence::offline;
    bool on_leave = false;
    bool on_duty = false;
    std::optional<Instant> duty_until;  ///< of who is on duty; nothing: for two days at least
    BoardNumber open;
    std::vector<ChannelLoad> channels;
    std::optional<OwedSoonest> soonest;
};
BOOST_DESCRIBE_STRUCT(BoardAgent, (), (agent_id, name, team_ids, presence, on_leave, on_duty, duty_until, open, channels, soonest))

/// Each list has its first dozen; the numbers count all.
struct Board {
    Instant at{};
    std::int64_t cap_minutes = 0;
    BoardNumbers all;                     ///< of the team that was asked for, else of all
    std::vector<BoardNumbers> teams;      ///< those that have any of it, by name
    std::vector<BoardTicket> at_risk;     ///< soonest first
    std::vector<BoardTicket> broken;      ///< longest first
    std::vector<BoardTicket> unattended;  ///< longest first
    std::vector<BoardTicket> unassigned;  ///< in the order of the inbox
    std::vector<BoardAgent> agents;       ///< on duty first, then by load; at most 200
    std::string position;                 ///< to resume the live updates from
};
BOOST_DESCRIBE_STRUCT(Board, (), (at, cap_minutes, all, teams, at_risk, broken, unattended, unassigned, agents, position))

struct BoardQuery {
    std::optional<TeamId> team_id;
};
BOOST_DESCRIBE_STRUCT(BoardQuery, (), (team_id))
Board get_board(db::Reader& reader, const Context& context, const BoardQuery& input);

/// The people of the board, of one team or of all.
std::vector<BoardAgent> list_board_agents(db::Reader& reader, const Context& context, const std::optional<TeamId>& team);

}  // namespace goodhost::promises
