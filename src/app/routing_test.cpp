#include "app/promises_house.hpp"
#include "platform/db/testing_plans.hpp"
#include "routing/giving.hpp"
#include "routing/queries.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using tickets::TicketId;
using namespace std::chrono_literals;
namespace entries = routing::entries;

class RoutingTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam(), {"promises.clocks", "routing.push"}};
    const Instant noon = [&] {
        house.clock().set(*parse_rfc3339("2026-09-25T12:00:00Z"));
        return house.clock().now();
    }();

    void comes(const std::string& role, const std::string& presence = "online") {
        EXPECT_LT(house.call(Method::put, "/api/v1/me/presence", role, R"({"presence":")" + presence + R"("})").status, 300);
        house.catch_up();
    }
    void push(const std::string& more = "") { house.ask(Method::post, "/routing_rules", "{" + more + "}"); }
    std::string assignee(TicketId id) {
        auto ticket = house.ask(Method::get, house.place(id));
        auto& who = ticket.at("assignee");
        return who.is_null() ? "" : std::string(who.at("name").as_string());
    }
    entries::Given given(TicketId id) {
        auto all = house.database().read(
            [&](db::Reader& reader) { return trail::read_stream(reader, "ticket/" + std::to_string(id.value), 0, 10'000); });
        std::erase_if(all, [](auto& entry) { return entry.type != entries::given; });
        return all.empty() ? entries::Given{} : trail::payload_of<entries::Given>(all.back());
    }
    /// The category of the house's tickets needs it, and the agent has it.
    void teach(const std::string& agent, int level) {
        if (skill_.empty()) {
            skill_ = std::to_string(house.ask(Method::post, "/skills", R"({"name":"DNS"})").at("id").as_int64());
            house.ask(Method::put, "/routing_needs", R"({"items":[{"category":"question","skill_id":)" + skill_ + R"(,"level":3}]})");
        }
        house.ask(Method::put, "/agents/" + agent + "/skills",
                  R"({"skills":[{"skill_id":)" + skill_ + R"(,"level":)" + std::to_string(level) + "}]}");
    }

  private:
    std::string skill_;
};
INSTANTIATE_TEST_SUITE_P(databases, RoutingTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(RoutingTest, without_a_rule_people_choose) {
    comes("agent");
    EXPECT_EQ(assignee(house.open()), "");
}

TEST_P(RoutingTest, who_is_there_gets_a_new_ticket_with_the_reasons) {
    push();
    comes("agent");
    auto id = house.open();
    EXPECT_EQ(assignee(id), "agent");
    auto entry = given(id);
    EXPECT_EQ(entry.way, routing::Way::push);
    EXPECT_EQ(entry.reasons.at(0).what, "capacity");
    EXPECT_EQ(entry.passed_over.at("away"), 4);
}

TEST_P(RoutingTest, what_nobody_could_have_is_given_to_who_comes) {
    push();
    auto id = house.open();
    EXPECT_EQ(assignee(id), "");
    house.pass(5min);
    comes("lead");
    EXPECT_EQ(assignee(id), "lead");
}

TEST_P(RoutingTest, what_somebody_can_have_is_found_behind_all_that_nobody_can) {
    auto team = std::to_string(house.ask(Method::post, "/teams", R"({"name":"Mail","members":[4]})").at("id").as_int64());
    push(R"("team_id":)" + team);
    constexpr int before_it = 60;
    for (int i = 0; i < before_it; ++i) house.open(Severity::high);
    auto id = house.open();
    house.ask(Method::put, house.place(id) + "/assignment", R"({"team_id":)" + team + "}");
    EXPECT_EQ(assignee(id), "");
    comes("agent");
    house.pass(1s);
    EXPECT_EQ(assignee(id), "agent");
}

TEST_P(RoutingTest, who_knows_it_best_gets_it_and_the_others_when_time_runs_out) {
    push();
    teach("3", 4);
    comes("agent");
    auto id = house.open();
    EXPECT_EQ(assignee(id), "");
    // Four hours are promised: less than a quarter is left.
    house.pass(3h);
    EXPECT_EQ(assignee(id), "");
    comes("agent");
    house.pass(1s);
    EXPECT_EQ(assignee(id), "agent");
    EXPECT_EQ(given(id).ring, routing::Ring::anybody);
    comes("lead");
    EXPECT_EQ(assignee(house.open()), "lead");
}

TEST_P(RoutingTest, a_rule_of_a_team_counts_for_it_alone) {
    auto team = std::to_string(house.ask(Method::post, "/teams", R"({"name":"Mail","members":[3]})").at("id").as_int64());
    push(R"("team_id":)" + team);
    comes("agent");
    comes("lead");
    auto id = house.open();
    EXPECT_EQ(assignee(id), "");
    house.ask(Method::put, house.place(id) + "/assignment", R"({"team_id":)" + team + "}");
    EXPECT_EQ(assignee(id), "lead");
    EXPECT_EQ(house.call(Method::post, "/api/v1/routing_rules", "owner", R"({"team_id":)" + team + "}").status, 409);
}

TEST_P(RoutingTest, who_goes_and_does_not_come_back_gives_back_what_waits) {
    push();
    comes("agent");
    auto waiting = house.open(), answered = house.open();
    house.say(house.agent(), answered);
    comes("lead");
    comes("agent", "offline");
    house.pass(10min);
    EXPECT_EQ(assignee(waiting), "agent");
    comes("lead");
    house.pass(5min);
    EXPECT_EQ(assignee(waiting), "lead");
    EXPECT_EQ(assignee(answered), "agent");
}

TEST_P(RoutingTest, an_answer_to_somebody_who_is_not_there_is_given_to_who_is) {
    push();
    comes("agent");
    auto id = house.open();
    house.say(house.agent(), id);
    comes("agent", "offline");
    house.pass(1h);
    comes("lead");
    EXPECT_EQ(assignee(id), "agent");
    house.say(house.contact(), id);
    house.pass(14min);
    comes("lead");
    EXPECT_EQ(assignee(id), "agent");
    house.pass(2min);
    EXPECT_EQ(assignee(id), "lead");
}

TEST_P(RoutingTest, what_is_at_risk_with_somebody_who_is_not_there_is_given_to_who_is) {
    push(R"("give_back_minutes":1440)");
    comes("agent");
    auto id = house.open();
    comes("agent", "offline");
    // Four hours are promised; a quarter is left.
    house.pass(2h + 55min);
    comes("lead");
    EXPECT_EQ(assignee(id), "agent");
    house.pass(6min);
    EXPECT_EQ(assignee(id), "lead");
}

TEST_P(RoutingTest, who_comes_back_in_time_keeps_everything) {
    push();
    comes("agent");
    auto id = house.open();
    comes("agent", "away");
    house.pass(14min);
    comes("agent");
    house.pass(5min);
    EXPECT_EQ(assignee(id), "agent");
}

TEST_P(RoutingTest, next_is_what_is_owed_soonest_of_what_one_can_do) {
    auto later = house.open(), sooner = house.open(Severity::high);
    auto next = [&] {
        auto answer = boost::json::parse(house.call(Method::post, "/api/v1/me/next_ticket", "agent").body);
        house.catch_up();
        return answer.at("ticket_id").is_null() ? TicketId{} : TicketId{answer.at("ticket_id").as_int64()};
    };
    EXPECT_EQ(next(), sooner);
    EXPECT_EQ(assignee(sooner), "agent");
    EXPECT_EQ(given(sooner).way, routing::Way::pull);
    teach("3", 5);
    EXPECT_EQ(next(), TicketId{});
    teach("4", 3);
    EXPECT_EQ(next(), later);
    EXPECT_EQ(next(), TicketId{});
    EXPECT_EQ(house.call(Method::post, "/api/v1/me/next_ticket", "light_agent").status, 403);
}

TEST_P(RoutingTest, what_one_can_not_do_hides_nothing_that_one_can) {
    teach("3", 5);
    for (int i = 0; i < 51; ++i) house.open(Severity::high);
    auto id = house.open();
    house.ask(Method::patch, house.place(id), R"({"category":"billing"})");
    EXPECT_EQ(house.call(Method::post, "/api/v1/me/next_ticket", "agent").body, R"({"ticket_id":)" + std::to_string(id.value) + "}");
}

TEST_P(RoutingTest, who_has_something_to_do_is_not_idle) {
    push(R"("rule":"longest_idle")");
    comes("agent");
    comes("lead");
    auto first = house.open(), second = house.open();
    EXPECT_EQ(assignee(first), "lead");
    EXPECT_EQ(assignee(second), "agent");
    // It was the lead's turn, who is still at work.
    house.pass(1min);
    house.say(house.agent(), second, {.status_after = tickets::Status::waiting});
    house.pass(1min);
    EXPECT_EQ(assignee(house.open()), "agent");
    EXPECT_EQ(assignee(house.open()), "lead") << "both have one, and it is the lead's turn";
}

TEST_P(RoutingTest, a_replay_gives_nothing_twice) {
    push();
    comes("agent");
    auto id = house.open();
    house.ask(Method::put, house.place(id) + "/assignment", R"({"assignee_id":1})");
    house.database().write([&](db::Tx& tx) {
        for (auto& entry : trail::read_stream(tx, "ticket/" + std::to_string(id.value), 0, 100))
            routing::follow_entry(tx, house.system(), entry);
    });
    EXPECT_EQ(assignee(id), "owner");
}

TEST_P(RoutingTest, the_newest_turn_stands_in_an_index) {
    if (GetParam() != db::Dialect::sqlite) GTEST_SKIP() << "plans of PostgreSQL depend on the size of the tables";
    auto plan =
        house.database().read([](db::Reader& reader) { return db::testing::plan_of(reader, db::Query(routing::sql::save_turn, 1, 0)); });
    EXPECT_TRUE(plan.contains("COVERING INDEX routing_turns_turn")) << plan;
}

}  // namespace
}  // namespace goodhost::app
