#include "app/promises_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using namespace std::chrono_literals;
namespace json = boost::json;

/// Friday noon. Agents by id: 1 owner, 2 admin, 3 lead, 4 agent, 5 light agent.
class BoardTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    BoardTest() { house.clock().set(*parse_rfc3339("2026-09-25T12:00:00Z")); }

    json::value board(const std::string& role = "lead", const std::string& query = {}) {
        auto answer = house.call(Method::get, "/api/v1/board" + query, role);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body);
    }
    /// `half three_quarters broken unattended unassigned`
    static std::string told(const json::value& numbers) {
        std::string text;
        for (auto name : {"half", "three_quarters", "broken", "unattended", "unassigned"})
            text += (text.empty() ? "" : " ") + json::serialize(numbers.at(name).at("tickets"));
        return text;
    }
    std::string numbers() { return told(board().at("all")); }
    std::int64_t found(const json::value& number, const std::string& role = "lead") {
        std::string q;
        for (char c : number.at("q").as_string()) q += c == ' ' ? std::string("%20") : std::string(1, c);
        auto answer = house.call(Method::get, "/api/v1/tickets?view=all&limit=200&q=" + q, role);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return std::ssize(json::parse(answer.body).at("items").as_array());
    }
    void expect_searches_to_agree(const std::string& role = "lead", const std::string& query = {}) {
        auto shown = board(role, query);
        auto check = [&](const json::value& number) {
            EXPECT_EQ(found(number, role), number.at("tickets").as_int64()) << json::serialize(number);
        };
        auto check_all = [&](const json::value& numbers) {
            for (auto name : {"half", "three_quarters", "broken", "unattended", "unassigned"}) check(numbers.at(name));
        };
        check_all(shown.at("all"));
        for (auto& team : shown.at("teams").as_array()) check_all(team);
        for (auto& agent : shown.at("agents").as_array()) {
            check(agent.at("open"));
            for (auto& channel : agent.at("channels").as_array()) check(channel.at("open"));
        }
    }
    static std::string ids(const json::value& list) {
        std::string text;
        for (auto& ticket : list.as_array()) text += (text.empty() ? "" : " ") + json::serialize(ticket.at("id"));
        return text;
    }
    void give(tickets::TicketId id, const std::string& body) { house.ask(Method::put, house.place(id) + "/assignment", body); }

    PromisesHouse house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(databases, BoardTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(BoardTest, nothing_is_at_risk_where_nothing_was_asked) {
    auto shown = board();
    EXPECT_EQ(told(shown.at("all")), "0 0 0 0 0");
    EXPECT_TRUE(shown.at("teams").as_array().empty());
    EXPECT_TRUE(shown.at("at_risk").as_array().empty());
}

TEST_P(BoardTest, a_promise_goes_through_half_three_quarters_and_broken_by_the_time_alone) {
    auto id = house.open(Severity::high);  // the first answer is due in an hour
    EXPECT_EQ(numbers(), "0 0 0 1 1");
    house.pass(29min);
    EXPECT_EQ(numbers(), "0 0 0 1 1");
    house.pass(1min);
    EXPECT_EQ(numbers(), "1 0 0 1 1");
    EXPECT_EQ(ids(board().at("at_risk")), std::to_string(id.value));
    expect_searches_to_agree();
    house.pass(15min);
    EXPECT_EQ(numbers(), "0 1 0 1 1");
    house.pass(15min);
    EXPECT_EQ(numbers(), "0 0 1 1 1");
    EXPECT_EQ(ids(board().at("broken")), ids(board().at("unattended")));
    expect_searches_to_agree();
    // Made good; the solution's promise stands still while the customer is waited for.
    house.say(house.agent(), id);
    EXPECT_EQ(numbers(), "0 0 0 0 0");
    EXPECT_EQ(found(board().at("all").at("broken")), 0);
}

TEST_P(BoardTest, a_late_solution_stays_broken_while_its_reports_are_given) {
    auto id = house.open(Severity::critical);
    tickets::NewMessage open;
    open.status_after = tickets::Status::open;
    house.say(house.agent(), id, open);
    house.pass(61min);
    EXPECT_EQ(numbers(), "0 0 1 0 1");
    tickets::NewMessage report = open;
    report.kind = tickets::MessageKind::report;
    house.say(house.agent(), id, report);
    EXPECT_EQ(numbers(), "0 0 1 0 1");
    house.ask(Method::post, house.place(id) + "/resolution");
    EXPECT_EQ(numbers(), "0 0 0 0 0");
}

TEST_P(BoardTest, the_cap_counts_where_no_policy_promises_so_soon) {
    house.open(Severity::low);
    house.ask(Method::put, "/promise_cap", R"({"minutes":60})");
    house.pass(30min);
    EXPECT_EQ(numbers(), "1 0 0 1 1");
    house.pass(30min);
    EXPECT_EQ(numbers(), "0 0 1 1 1");
    expect_searches_to_agree();
}

TEST_P(BoardTest, teams_have_numbers_of_their_own) {
    auto team = house.ask(Method::post, "/teams", R"({"name":"Billing","members":[4]})");
    auto of_team = house.open(Severity::high);
    house.open(Severity::high);
    give(of_team, R"({"team_id":)" + json::serialize(team.at("id")) + "}");
    house.pass(30min);
    auto shown = board();
    EXPECT_EQ(told(shown.at("all")), "2 0 0 2 2");
    ASSERT_EQ(shown.at("teams").as_array().size(), 2u);
    EXPECT_EQ(shown.at("teams").as_array()[0].at("team").as_string(), "Billing");
    EXPECT_EQ(told(shown.at("teams").as_array()[0]), "1 0 0 1 1");
    auto query = "?team_id=" + json::serialize(team.at("id"));
    auto narrowed = board("lead", query);
    EXPECT_EQ(told(narrowed.at("all")), "1 0 0 1 1");
    EXPECT_EQ(ids(narrowed.at("at_risk")), std::to_string(of_team.value));
    ASSERT_EQ(narrowed.at("agents").as_array().size(), 1u);
    expect_searches_to_agree();
    expect_searches_to_agree("lead", query);
}

TEST_P(BoardTest, agents_stand_with_their_work_presence_and_shift) {
    auto id = house.open(Severity::high);
    give(id, R"({"assignee_id":4})");
    house.ask(Method::put, "/agents/4/capacities", R"({"email":5,"portal":7,"chat":2,"phone":1})");
    house.call(Method::put, "/api/v1/me/presence", "agent", R"({"presence":"online"})");
    house.ask(
        Method::post, "/rosters",
        R"({"name":"Days","time_zone":"UTC","layers":[{"name":"Day","agents":[4],"hours":[{"weekday":"friday","from":"09:00","to":"17:00"}]}]})");
    auto shown = board();
    ASSERT_EQ(shown.at("agents").as_array().size(), 1u) << json::serialize(shown.at("agents"));
    auto agent = shown.at("agents").as_array()[0].as_object();
    EXPECT_EQ(agent.at("agent_id").as_int64(), 4);
    EXPECT_EQ(agent.at("presence").as_string(), "online");
    EXPECT_TRUE(agent.at("on_duty").as_bool());
    EXPECT_EQ(agent.at("duty_until").as_string(), "2026-09-25T17:00:00Z");
    EXPECT_EQ(agent.at("open").at("tickets").as_int64(), 1);
    auto portal = agent.at("channels").as_array()[1];
    EXPECT_EQ(portal.at("capacity").as_int64(), 7);
    EXPECT_EQ(portal.at("open").at("tickets").as_int64(), 1);
    EXPECT_EQ(agent.at("soonest").at("ticket_id").as_int64(), id.value);
    EXPECT_EQ(agent.at("soonest").at("due_at").as_string(), "2026-09-25T13:00:00Z");
    expect_searches_to_agree();
}

TEST_P(BoardTest, nobody_sees_more_of_it_than_of_tickets) {
    house.open(Severity::high);
    for (auto role : {"light_agent", "agent"}) EXPECT_EQ(house.call(Method::get, "/api/v1/board", role).status, 403) << role;
    auto other = house.ask(Method::post, "/brands", R"({"key":"other","name":"Other","domain":"other.test"})");
    house.ask(Method::patch, "/agents/3", R"({"brands":[)" + json::serialize(other.at("id")) + "]}");
    EXPECT_EQ(numbers(), "0 0 0 0 0");
    EXPECT_TRUE(board().at("unattended").as_array().empty());
    EXPECT_EQ(told(board("owner").at("all")), "0 0 0 1 1");
}

TEST_P(BoardTest, it_costs_the_same_few_statements_whatever_there_is) {
    // Consumers and timers look around meanwhile, so the fewest of some looks count.
    auto statements = [&] {
        std::int64_t fewest = INT64_MAX;
        for (int look = 0; look < 5; ++look) {
            auto before = house.database().statistics().statements;
            board();
            fewest = std::min(fewest, house.database().statistics().statements - before);
        }
        return fewest;
    };
    constexpr std::int64_t most = 26;
    EXPECT_LE(statements(), most);
    for (int i = 0; i < 5; ++i) house.open(Severity::high);
    house.pass(2h);
    EXPECT_LE(statements(), most);
}

}  // namespace
}  // namespace goodhost::app
