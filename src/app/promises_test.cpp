#include <random>

#include "app/promises_house.hpp"

namespace goodhost::app {

namespace testing {

namespace {
constexpr db::Statement find_next_job{"test.find_next_job", "SELECT MIN(run_at) FROM jobs WHERE state = 'waiting'",
                                      "SELECT MIN(run_at) FROM jobs WHERE state = 'waiting'"};
}

std::optional<Instant> PromisesHouse::next_job() {
    return database().read([](db::Reader& reader) { return reader.get<std::optional<Instant>>(find_next_job); });
}

void PromisesHouse::watch() {
    database().write([&](db::Tx& tx) { jobs::enqueue_text(tx, system(), "promises.watch", "{}", {std::nullopt, "watch"}); });
    runner_.run_due();
}

}  // namespace testing

namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using tickets::Status;
using namespace std::chrono_literals;

class PromisesTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam()};
    const Instant noon = [&] {
        house.clock().set(*parse_rfc3339("2026-09-25T12:00:00Z"));
        return house.clock().now();
    }();
    tickets::NewMessage decided(Status status) {
        tickets::NewMessage message;
        message.status_after = status;
        return message;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, PromisesTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(PromisesTest, a_new_ticket_is_promised_an_answer_and_a_solution) {
    auto id = house.open();
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T16:00:00Z");
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-27T12:00:00Z");
    EXPECT_EQ(house.due(id, "cap"), "2026-09-26T12:00:00Z");
    EXPECT_EQ(house.story(id), "started:resolution+first_response");
    auto row = house.ask(Method::get, "/tickets?view=open").at("items").as_array().at(0);
    EXPECT_EQ(row.at("promise").at("kind").as_string(), "first_response");
    EXPECT_EQ(row.at("promise").at("due_at").as_string(), "2026-09-25T16:00:00Z");
}

TEST_P(PromisesTest, an_answer_keeps_the_promise_and_waiting_stops_the_resolution_alone) {
    auto id = house.open();
    house.pass(1h);
    house.say(house.agent(), id);
    EXPECT_EQ(house.due(id, "first_response"), "");
    EXPECT_EQ(house.due(id, "resolution"), "-");
    house.pass(10h);
    house.say(house.contact(), id);
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-27T22:00:00Z");
    EXPECT_EQ(house.due(id, "next_response"), "2026-09-26T07:00:00Z");
    EXPECT_EQ(house.story(id),
              "started:resolution+first_response paused:resolution kept:first_response started:next_response resumed:resolution");
}

TEST_P(PromisesTest, warnings_and_breaches_come_at_their_second_with_their_arithmetic) {
    auto id = house.open(Severity::critical);
    house.pass(20min);
    auto entries = house.told(id);
    ASSERT_EQ(entries.size(), 3u) << house.story(id);
    EXPECT_EQ(entries[1].type, "promises.warned");
    EXPECT_EQ(entries[1].at, noon + 11min + 15s);
    EXPECT_EQ(entries[2].type, "promises.broken");
    EXPECT_EQ(entries[2].at, noon + 15min);
    auto clock = trail::payload_of<promises::entries::Told>(entries[2]).clocks.at(0);
    EXPECT_EQ(clock.policy, "Critical");
    EXPECT_EQ(clock.target_seconds, 900);
    EXPECT_EQ(clock.spent_seconds, 900);
    EXPECT_EQ(clock.due_at, noon + 15min);
    house.say(house.agent(), id, decided(Status::open));
    EXPECT_TRUE(house.story(id).ends_with("given_late:first_response")) << house.story(id);
    // What takes long is reported on, and what is late is not forgotten.
    house.pass(40min);
    EXPECT_EQ(house.due(id, "report"), "2026-09-25T13:30:00Z") << house.story(id);
}

TEST_P(PromisesTest, another_severity_counts_from_the_same_start) {
    auto id = house.open();
    house.pass(30min);
    house.ask(Method::patch, house.place(id), R"({"severity":"high","severity_reason":"A shop"})");
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T13:00:00Z");
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-25T20:00:00Z");
    auto entries = house.told(id);
    auto told = trail::payload_of<promises::entries::Told>(entries.back());
    EXPECT_EQ(entries.back().type, "promises.recomputed");
    EXPECT_EQ(told.clocks.at(0).started_at, noon);
    EXPECT_EQ(told.clocks.at(1).was_due_at, noon + 4h);
}

TEST_P(PromisesTest, a_word_that_is_taken_back_met_nothing) {
    auto id = house.open();
    house.pass(1h);
    auto agent = house.agent();
    auto access = std::make_shared<Access>(*agent.access);
    access->session = 1;
    agent.access = access;
    auto message = house.say(agent, id, decided(Status::resolved));
    EXPECT_EQ(house.due(id, "resolution"), "");
    house.pass(5s);
    house.call(Method::delete_, "/api/v1" + house.place(id) + "/messages/" + std::to_string(message.id.value), "agent");
    house.catch_up();
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T16:00:00Z") << house.story(id);
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-27T12:00:00Z");
    EXPECT_EQ(house.due(id, "cap"), "2026-09-26T12:00:00Z");
}

TEST_P(PromisesTest, a_merge_takes_the_earliest_and_nobody_is_lost_in_it) {
    auto first = house.open();
    house.pass(2h);
    auto second = house.open();
    house.ask(Method::post, house.place(first) + "/merge", R"({"into_ticket_id":)" + std::to_string(second.value) + "}");
    EXPECT_EQ(house.due(second, "first_response"), "2026-09-25T16:00:00Z") << house.story(second);
    EXPECT_EQ(house.due(second, "resolution"), "2026-09-27T12:00:00Z");
    EXPECT_EQ(house.due(second, "cap"), "2026-09-26T12:00:00Z");
    EXPECT_EQ(house.due(first, "first_response"), "");
    EXPECT_EQ(house.due(first, "cap"), "");
}

TEST_P(PromisesTest, regression_a_merge_that_opens_a_ticket_sets_its_solution_running_again) {
    auto waiting = house.open();
    house.pass(10h);
    house.say(house.agent(), waiting);
    house.pass(2h);
    auto again = house.open();
    EXPECT_EQ(house.due(waiting, "resolution"), "-");
    house.ask(Method::post, house.place(again) + "/merge", R"({"into_ticket_id":)" + std::to_string(waiting.value) + "}");
    EXPECT_EQ(house.due(waiting, "resolution"), "2026-09-27T14:00:00Z") << house.story(waiting);
}

TEST_P(PromisesTest, regression_no_report_is_owed_for_the_time_in_which_the_customer_was_waited_for) {
    auto id = house.open(Severity::critical);
    house.pass(70min);
    house.say(house.agent(), id);
    house.pass(5h);
    house.say(house.contact(), id);
    EXPECT_EQ(house.due(id, "report"), "2026-09-25T18:40:00Z") << house.story(id);
}

TEST_P(PromisesTest, a_ticket_that_is_reopened_begins_a_new_cycle) {
    auto id = house.open();
    house.say(house.agent(), id, decided(Status::resolved));
    house.pass(72h);
    EXPECT_EQ(house.due(id, "resolution"), "");
    house.say(house.contact(), id);
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-30T12:00:00Z");
    EXPECT_EQ(house.due(id, "next_response"), "2026-09-28T20:00:00Z");
    EXPECT_EQ(house.story(id), "started:resolution+first_response kept:resolution+first_response started:next_response+resolution");
}

TEST_P(PromisesTest, on_hold_owes_the_report_that_was_announced) {
    auto id = house.open();
    auto held = decided(Status::on_hold);
    held.reason = "A disk is on its way";
    held.next_report_at = noon + 6h;
    house.say(house.agent(), id, held);
    EXPECT_EQ(house.due(id, "report"), "2026-09-25T18:00:00Z");
    EXPECT_EQ(house.due(id, "cap"), "2026-09-26T18:00:00Z");
    house.pass(7h);
    EXPECT_TRUE(house.story(id).ends_with("warned:report broken:report")) << house.story(id);
    EXPECT_EQ(house.due(id, "next_response"), "");
}

TEST_P(PromisesTest, who_asks_when_a_report_is_late_is_owed_an_answer_as_well) {
    auto id = house.open();
    auto held = decided(Status::on_hold);
    held.reason = "A disk is on its way";
    held.next_report_at = noon + 6h;
    house.say(house.agent(), id, held);
    house.pass(7h);
    house.say(house.contact(), id);
    EXPECT_EQ(house.due(id, "next_response"), "2026-09-26T03:00:00Z") << house.story(id);
    EXPECT_EQ(house.due(id, "report"), "2026-09-25T18:00:00Z");
    EXPECT_EQ(house.due(id, "cap"), "2026-09-26T18:00:00Z");
}

TEST_P(PromisesTest, resolving_without_a_word_owes_it_still_and_the_customer_alone_can_waive_it) {
    auto id = house.open();
    house.ask(Method::post, house.place(id) + "/resolution", "{}");
    EXPECT_EQ(house.due(id, "cap"), "2026-09-26T12:00:00Z");
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T16:00:00Z");
    EXPECT_EQ(house.due(id, "resolution"), "");
    auto other = house.open();
    auto contact = house.contact();
    house.database().write([&](db::Tx& tx) { tickets::resolve_ticket(tx, contact, other); });
    house.catch_up();
    EXPECT_EQ(house.due(other, "cap"), "");
    EXPECT_EQ(house.due(other, "first_response"), "") << house.story(other);
}

TEST_P(PromisesTest, the_first_policy_that_matches_counts_and_none_promises_less_than_the_floor) {
    auto id = house.open();
    house.ask(
        Method::post, "/promise_policies",
        R"({"name":"By mail","position":1,"conditions":{"channels":["email"]},"targets":{"first_response":{"minutes":5,"measure":"wall_clock"}}})");
    auto slow = house.ask(
        Method::post, "/promise_policies",
        R"({"name":"Portal","position":1,"conditions":{"channels":["portal"],"languages":["en"]},)"
        R"("targets":{"first_response":{"minutes":6000,"measure":"wall_clock"},"resolution":{"minutes":60,"measure":"wall_clock"}}})");
    house.pass(1min);
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T20:00:00Z") << "the floor's 8 h";
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-25T13:00:00Z");
    house.ask(Method::delete_, "/promise_policies/" + std::to_string(slow.at("id").as_int64()));
    house.pass(1min);
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T16:00:00Z");
    auto floor = house.ask(Method::get, "/promise_policies").at("items").as_array().back();
    EXPECT_TRUE(floor.at("floor").as_bool());
    auto path = "/api/v1/promise_policies/" + std::to_string(floor.at("id").as_int64());
    EXPECT_EQ(house.call(Method::delete_, path, "owner").status, 409);
    EXPECT_EQ(house.call(Method::patch, path, "owner", R"({"conditions":{"tiers":["vps"]}})").status, 409);
    EXPECT_EQ(house.call(Method::patch, path, "owner", R"({"targets":{"report":{"minutes":60,"measure":"wall_clock"}}})").status, 422);
}

TEST_P(PromisesTest, working_hours_count_but_not_for_what_is_critical) {
    auto calendar = house.ask(Method::post, "/promise_calendars",
                              R"({"name":"Office","time_zone":"Europe/Berlin","spans":[{"weekday":"friday","from":"09:00","to":"17:00"},)"
                              R"({"weekday":"monday","from":"09:00","to":"17:00"}],"holidays":[{"date":"2026-09-28","name":"Day off"}]})");
    auto number = std::to_string(calendar.at("id").as_int64());
    house.ask(
        Method::post, "/promise_policies",
        R"({"name":"Office hours","position":1,"calendar_id":)" + number +
            R"(,"targets":{"first_response":{"minutes":300,"measure":"calendar"},"resolution":{"minutes":300,"measure":"calendar"}}})");
    house.pass(1s);
    // 14:00:01 in Berlin; three hours are left of Friday, Monday is a holiday: the floor comes first.
    auto id = house.open();
    EXPECT_EQ(house.due(id, "first_response"), "2026-09-25T20:00:01Z");
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-30T12:00:01Z");
    house.ask(Method::patch, "/promise_calendars/" + number, R"({"holidays":[]})");
    house.pass(1s);
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-28T09:00:01Z");
    EXPECT_EQ(house.due(house.open(Severity::critical), "first_response"), "2026-09-25T17:00:02Z");
    EXPECT_EQ(house.call(Method::delete_, "/api/v1/promise_calendars/" + number, "owner").status, 409);
    EXPECT_EQ(house.call(Method::patch, "/api/v1/promise_calendars/" + number, "owner", R"({"time_zone":"Mars/Base"})").status, 422);
}

TEST_P(PromisesTest, holidays_come_from_a_file_and_days_that_are_known_stay) {
    auto calendar = house.ask(Method::post, "/promise_calendars",
                              R"({"name":"Office","time_zone":"UTC","spans":[{"weekday":"friday","from":"09:00","to":"17:00"}],)"
                              R"("holidays":[{"date":"2026-12-25","name":"Ours","open":[{"from":"09:00","to":"11:00"}]}]})");
    auto place = "/promise_calendars/" + std::to_string(calendar.at("id").as_int64()) + "/holidays";
    auto done = house.ask(Method::post, place,
                          R"({"ical":"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas\nEND:VEVENT\n)"
                          R"(BEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nRRULE:FREQ=YEARLY\nSUMMARY:New year\nEND:VEVENT\nEND:VCALENDAR"})");
    EXPECT_EQ(done.at("added").as_int64(), 1);
    EXPECT_EQ(done.at("known").as_int64(), 1);
    auto& holidays = done.at("calendar").at("holidays").as_array();
    EXPECT_EQ(holidays.at(0).at("name").as_string(), "Ours");
    EXPECT_EQ(holidays.at(1).at("yearly").as_bool(), true);
    EXPECT_EQ(house.call(Method::post, "/api/v1" + place, "owner", R"({"ical":"no"})").status, 422);
}

TEST_P(PromisesTest, a_portal_page_says_it_in_words) {
    auto id = house.open(Severity::high);
    auto path = "/tickets/" + std::to_string(id.value);
    EXPECT_NE(house.call(Method::get, path, "contact").body.find("A person of our team answers you by"), std::string::npos);
    house.pass(2h);
    EXPECT_NE(house.call(Method::get, path, "contact").body.find("We are sorry"), std::string::npos);
}

TEST_P(PromisesTest, following_again_from_the_beginning_doubles_nothing) {
    auto id = house.open();
    house.pass(1h);
    house.say(house.agent(), id);
    house.pass(10h);
    house.say(house.contact(), id);
    auto story = house.story(id);
    trail::Consumers consumers(house.database(), house.system(), house.registry().consumers(), "other");
    consumers.replay("promises.clocks", {});
    house.catch_up();
    EXPECT_EQ(house.story(id), story);
    EXPECT_TRUE(trail::verify(house.database()).faults.empty());
}

}  // namespace
}  // namespace goodhost::app
