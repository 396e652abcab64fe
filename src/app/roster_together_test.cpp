#include "app/roster_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using namespace std::chrono_literals;
namespace json = boost::json;

/// The lead and an agent by turns, a day each from Monday, 23 November; it is Monday 08:00.
class RosterTogetherTest : public testing::RosterHouseTest {
  protected:
    std::string roster = weekly("[3,4]");
    std::string swap_for_wednesday(const std::string& more = {}) {
        auto swap = ask(Method::post, roster + "/swaps",
                        R"({"to_agent":4,"from_at":"2026-11-25T00:00:00Z","to_at":"2026-11-25T12:00:00Z")" + more + "}");
        return "/swaps/" + json::serialize(swap.at("id"));
    }
    std::string state() {
        return std::string(ask(Method::get, "/swaps", {}, "light_agent").at("items").as_array().at(0).at("state").as_string());
    }
};
INSTANTIATE_TEST_SUITE_P(databases, RosterTogetherTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(RosterTogetherTest, a_swap_changes_duty_when_it_is_accepted) {
    auto swap = swap_for_wednesday(R"(,"return_from_at":"2026-11-26T00:00:00Z","return_to_at":"2026-11-27T00:00:00Z")");
    EXPECT_EQ(on_duty(roster, "2026-11-25T06:00:00Z"), "3");
    EXPECT_EQ(refusal(Method::post, swap + "/acceptance", {}, "owner"), "roster.not_asked");
    ask(Method::post, swap + "/acceptance", {}, "agent");
    EXPECT_EQ(state(), "accepted");
    EXPECT_EQ(on_duty(roster, "2026-11-25T06:00:00Z"), "4");
    EXPECT_EQ(on_duty(roster, "2026-11-25T12:00:00Z"), "3");
    EXPECT_EQ(on_duty(roster, "2026-11-26T06:00:00Z"), "3");
    EXPECT_EQ(refusal(Method::delete_, swap, {}), "roster.swap_decided");
}

TEST_P(RosterTogetherTest, a_swap_is_declined_by_one_and_withdrawn_by_the_other) {
    auto swap = swap_for_wednesday();
    EXPECT_EQ(refusal(Method::delete_, swap, {}, "owner"), "roster.not_asked");
    ask(Method::delete_, swap, {}, "agent");
    EXPECT_EQ(state(), "declined");
    EXPECT_EQ(on_duty(roster, "2026-11-25T06:00:00Z"), "3");
}

TEST_P(RosterTogetherTest, only_a_time_on_duty_can_be_swapped) {
    EXPECT_EQ(refusal(Method::post, roster + "/swaps", R"({"to_agent":4,"from_at":"2026-11-25T00:00:00Z","to_at":"2026-11-26T12:00:00Z"})"),
              "platform.invalid_input from_at:roster.not_on_duty");
    EXPECT_EQ(refusal(Method::post, roster + "/swaps", R"({"to_agent":3,"from_at":"2026-11-25T00:00:00Z","to_at":"2026-11-25T12:00:00Z"})"),
              "platform.invalid_input to_agent:roster.same_person");
    // What was arranged since makes it void.
    auto swap = swap_for_wednesday();
    ask(Method::post, roster + "/overrides",
        R"({"agent_id":2,"instead_of":3,"from_at":"2026-11-25T00:00:00Z","to_at":"2026-11-26T00:00:00Z"})");
    EXPECT_EQ(refusal(Method::post, swap + "/acceptance", {}, "agent"), "platform.invalid_input from_at:roster.not_on_duty");
}

TEST_P(RosterTogetherTest, duty_is_a_calendar_at_an_address_that_can_be_taken_back) {
    auto made = ask(Method::post, "/me/duty_feed", {}, "agent");
    auto url = std::string(made.at("url").as_string());
    auto path = url.substr(url.find("/duty/"));
    auto calendar = house.call(Method::get, path, "");
    ASSERT_EQ(calendar.status, 200) << calendar.body;
    EXPECT_EQ(calendar.headers.get("Content-Type"), "text/calendar; charset=utf-8");
    EXPECT_TRUE(calendar.body.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    EXPECT_NE(calendar.body.find("\r\nDTSTART:20261124T000000Z\r\nDTEND:20261125T000000Z\r\nSUMMARY:Nights\r\n"), std::string::npos)
        << calendar.body.substr(0, 1000);
    EXPECT_EQ(calendar.body.find("DTSTART:20261123"), std::string::npos);
    EXPECT_FALSE(ask(Method::get, "/me/duty_feed", {}, "agent").at("created_at").is_null());
    EXPECT_TRUE(ask(Method::get, "/me/duty_feed", {}, "agent").at("url").is_null());
    auto renewed = std::string(ask(Method::post, "/me/duty_feed", {}, "agent").at("url").as_string());
    EXPECT_EQ(house.call(Method::get, path, "").status, 404);
    EXPECT_EQ(house.call(Method::get, renewed.substr(renewed.find("/duty/")), "").status, 200);
    ask(Method::delete_, "/me/duty_feed", {}, "agent");
    EXPECT_EQ(house.call(Method::get, renewed.substr(renewed.find("/duty/")), "").status, 404);
}

TEST_P(RosterTogetherTest, a_shift_hands_over_what_burns_and_what_it_works_on_and_the_next_takes_it) {
    auto open = [&](const std::string& fields) {
        auto made = ask(Method::post, "/tickets", R"({"body_text":"x","contact":{"email":"new@acme.test"},)" + fields + "}", "owner");
        return made.at("id").as_int64();
    };
    auto mine = open(R"("subject":"Slow shop","assignee_id":3)");
    auto burning = open(R"("subject":"All down","severity":"critical")");
    open(R"("subject":"A question","severity":"low")");
    ask(Method::post, "/tickets/" + std::to_string(mine) + "/messages", R"({"kind":"note","body_text":"Cache is next"})", "owner");

    auto page = ask(Method::get, roster + "/hand_overs");
    ASSERT_EQ(page.at("tickets").as_array().size(), 2u) << json::serialize(page);
    EXPECT_EQ(page.at("tickets").as_array().at(0).at("id").as_int64(), burning);
    EXPECT_EQ(page.at("tickets").as_array().at(1).at("last_note").as_string(), "Cache is next");
    EXPECT_EQ(page.at("next_at").as_string(), "2026-11-24T00:00:00Z");

    auto given = ask(Method::post, roster + "/hand_overs", R"({"note":"Watch the shop"})");
    auto take = roster + "/hand_overs/" + json::serialize(given.at("id")) + "/acknowledgement";
    EXPECT_EQ(refusal(Method::post, take, {}), "roster.own_hand_over");
    auto taken = ask(Method::post, take, {}, "agent");
    EXPECT_EQ(taken.at("taker_id").as_int64(), 4);
    EXPECT_EQ(taken.at("taken_at").as_string(), testing::week_of_2026);
    EXPECT_EQ(refusal(Method::post, take, {}, "owner"), "roster.already_taken");
    auto before = ask(Method::get, roster + "/hand_overs").at("given").as_array().at(0);
    EXPECT_EQ(before.at("note").as_string(), "Watch the shop");
    EXPECT_EQ(before.at("tickets").as_array().size(), 2u);
    auto entries = house.database().read(
        [&](db::Reader& reader) { return trail::read_stream(reader, "roster/" + roster.substr(roster.rfind('/') + 1), 0, 100); });
    ASSERT_GE(entries.size(), 2u);
    EXPECT_EQ(entries.back().type, "roster.hand_over_taken");
    EXPECT_EQ(entries.at(entries.size() - 2).type, "roster.handed_over");
}

TEST_P(RosterTogetherTest, a_need_for_critical_tickets_is_a_gap_of_those_only) {
    ask(Method::patch, roster, R"({"requirements":[{"name":"Three","people":3,"severities":["critical"]}]})", "owner");
    auto gaps = [&](const std::string& severity) { return ask(Method::get, roster + "/gaps?severity=" + severity).at("items").as_array(); };
    EXPECT_TRUE(gaps("low").empty());
    ASSERT_FALSE(gaps("critical").empty());
    EXPECT_EQ(boost::json::serialize(gaps("critical").at(0).at("severities")), R"(["critical"])");
}

TEST_P(RosterTogetherTest, a_change_that_takes_somebodys_rest_warns_and_is_made_all_the_same) {
    EXPECT_TRUE(ask(Method::get, roster + "/strains").at("items").as_array().empty());
    // On duty all Monday, the lead takes Tuesday evening, too, before all Wednesday.
    ask(Method::post, roster + "/overrides",
        R"({"agent_id":3,"instead_of":4,"from_at":"2026-11-24T18:00:00Z","to_at":"2026-11-24T20:00:00Z"})", "owner");
    auto strains = ask(Method::get, roster + "/strains").at("items").as_array();
    ASSERT_EQ(strains.size(), 1u);
    EXPECT_EQ(strains.at(0).at("agent_id").as_int64(), 3);
    EXPECT_EQ(strains.at(0).at("hours").to_number<double>(), 4);
    EXPECT_EQ(strains.at(0).at("limit").as_int64(), 11);
    ask(Method::patch, roster, R"({"rest_hours":0,"week_hours":1})", "owner");
    strains = ask(Method::get, roster + "/strains").at("items").as_array();
    ASSERT_EQ(strains.size(), 1u);
    EXPECT_EQ(strains.at(0).at("kind").as_string(), "long_week");
}

TEST_P(RosterTogetherTest, the_planner_holds_what_came_against_who_is_rostered) {
    ask(Method::post, "/tickets", R"({"subject":"One","body_text":"x","contact":{"email":"new@acme.test"}})", "owner");
    house.clock().advance(2h);
    auto plan = ask(Method::get, roster + "/staffing?weeks=1&ticket_minutes=60&deadline_hours=2&shrinkage_percent=0");
    auto& hours = plan.at("hours").as_array();
    ASSERT_EQ(hours.size(), 168u);
    EXPECT_EQ(hours.at(0).at("at").as_string(), "2026-11-23T00:00:00Z");
    EXPECT_EQ(hours.at(8).at("tickets").to_number<double>(), 1);
    EXPECT_EQ(hours.at(8).at("needed").to_number<double>(), 0.5);
    EXPECT_EQ(hours.at(9).at("needed").to_number<double>(), 0.5);
    EXPECT_EQ(hours.at(10).at("needed").to_number<double>(), 0);
    EXPECT_EQ(hours.at(8).at("planned").as_int64(), 1);
    EXPECT_EQ(hours.at(8).at("rostered").to_number<double>(), 1);
    EXPECT_FALSE(hours.at(8).at("gap").as_bool());
    EXPECT_EQ(plan.at("rostered_hours").to_number<double>(), 160);
    auto many = ask(Method::get, roster + "/staffing?weeks=1&ticket_minutes=300&deadline_hours=2&shrinkage_percent=20");
    EXPECT_EQ(many.at("hours").as_array().at(8).at("planned").as_int64(), 4);
    EXPECT_TRUE(many.at("hours").as_array().at(8).at("gap").as_bool());
}

}  // namespace
}  // namespace goodhost::app
