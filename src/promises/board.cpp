#include "promises/board.hpp"

#include <map>

#include "platform/trail/trail.hpp"
#include "promises/follow.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

namespace {

struct Marks {
    std::optional<TeamId> team_id;
    std::int64_t broken = 0, three_quarters = 0, half = 0;
};
BOOST_DESCRIBE_STRUCT(Marks, (), (team_id, broken, three_quarters, half))

struct Tickets {
    std::optional<TeamId> team_id;
    std::int64_t tickets = 0;
};
BOOST_DESCRIBE_STRUCT(Tickets, (), (team_id, tickets))

struct TeamName {
    TeamId id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(TeamName, (), (id, name))

using ByTeam = std::map<std::optional<TeamId>, BoardNumbers>;

db::Query scoped(db::Query query, const Context& context) {
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::in_brands, scope);
    return query;
}

ByTeam count(db::Reader& reader, const Context& context) {
    ByTeam teams;
    for (auto& row : reader.list<Marks>(scoped(db::Query(sql::count_marks, context.now()), context))) {
        auto& numbers = teams[row.team_id];
        numbers.broken.tickets = row.broken;
        numbers.three_quarters.tickets = row.three_quarters;
        numbers.half.tickets = row.half;
    }
    for (auto& row : reader.list<Tickets>(scoped(db::Query(sql::count_unattended, context.now()), context)))
        teams[row.team_id].unattended.tickets = row.tickets;
    for (auto& row : reader.list<Tickets>(scoped(db::Query(sql::count_unassigned), context)))
        teams[row.team_id].unassigned.tickets = row.tickets;
    return teams;
}

/// `of_team` narrows every search; empty for all.
void say_how_to_find(BoardNumbers& numbers, const std::string& of_team) {
    numbers.half.q = "promise:half" + of_team;
    numbers.three_quarters.q = "promise:three_quarters" + of_team;
    numbers.broken.q = "promise:broken" + of_team;
    numbers.unattended.q = "is:unattended" + of_team;
    numbers.unassigned.q = "queue:open assignee:none" + of_team;
}

std::string search_of(const std::optional<TeamId>& team) { return " team:" + (team ? std::to_string(team->value) : "none"); }

void add(BoardNumbers& sum, const BoardNumbers& numbers) {
    for (auto member :
         {&BoardNumbers::half, &BoardNumbers::three_quarters, &BoardNumbers::broken, &BoardNumbers::unattended, &BoardNumbers::unassigned})
        (sum.*member).tickets += (numbers.*member).tickets;
}

void put_numbers(db::Reader& reader, const Context& context, const BoardQuery& input, Board& board) {
    auto by_team = count(reader, context);
    auto put = [&](const std::optional<TeamId>& team, const std::string& name) {
        auto found = by_team.find(team);
        if (found == by_team.end()) return;
        auto& numbers = found->second;
        numbers.team_id = team;
        numbers.team = name;
        say_how_to_find(numbers, search_of(team));
        board.teams.push_back(numbers);
    };
    for (auto& team : reader.list<TeamName>(sql::list_teams)) put(team.id, team.name);
    put({}, "");
    for (auto& numbers : board.teams)
        if (!input.team_id || numbers.team_id == input.team_id) add(board.all, numbers);
    board.all.team_id = input.team_id;
    say_how_to_find(board.all, input.team_id ? search_of(input.team_id) : "");
}

std::vector<BoardTicket> list(db::Reader& reader, const Context& context, const BoardQuery& input, db::Query query) {
    if (input.team_id) query.add(sql::in_team, *input.team_id);
    return reader.list<BoardTicket>(scoped(std::move(query), context));
}

}  // namespace

Board get_board(db::Reader& reader, const Context& context, const BoardQuery& input) {
    Board board;
    auto now = board.at = context.now();
    board.cap_minutes = std::chrono::duration_cast<std::chrono::minutes>(cap_of(reader)).count();
    put_numbers(reader, context, input, board);
    auto tickets = [&](const db::Part& order, auto&&... part) {
        db::Query query(sql::list_board_tickets);
        query.add(part...).order(order);
        return list(reader, context, input, std::move(query));
    };
    board.at_risk = tickets(sql::by_late, sql::at_risk, now);
    board.broken = tickets(sql::by_late, sql::broken, now);
    board.unattended = tickets(sql::by_wait, sql::unattended, now);
    board.unassigned = tickets(sql::by_owed, sql::unassigned);
    board.agents = list_board_agents(reader, context, input.team_id);
    board.position = to_string(trail::position_of(reader));
    return board;
}

}  // namespace goodhost::promises
