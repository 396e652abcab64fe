#include "app/promises_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using tickets::Status;
using namespace std::chrono_literals;
namespace json = boost::json;

/// Friday noon in September, when London is an hour ahead of UTC.
class PromiseReportTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromiseReportTest() { house.clock().set(*parse_rfc3339("2026-09-25T12:00:00Z")); }

    static constexpr std::string_view month = "?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z";

    json::value get(const std::string& target, const std::string& role = "lead") {
        auto answer = house.call(Method::get, "/api/v1" + target, role);
        EXPECT_EQ(answer.status, 200) << target << ": " << answer.body;
        return json::parse(answer.body);
    }
    json::value report(const std::string& group = "severity") {
        return get("/reports/promises" + std::string(month) + "&time_zone=Europe/London&group=" + group);
    }
    /// `key: due/kept/broken/owed median..max` of a kind, by rows.
    static std::string told(const json::value& report, std::string_view kind) {
        std::string text;
        for (auto& row : report.at("rows").as_array()) {
            auto cell = cell_of(row, kind);
            if (cell.at("due").as_int64() == 0) continue;
            text += (text.empty() ? "" : ", ") + std::string(row.at("key").as_string()) + ":";
            for (auto name : {"due", "kept", "broken", "owed"}) text += " " + json::serialize(cell.at(name));
            if (!cell.at("late_max_seconds").is_null())
                text += " late " + json::serialize(cell.at("late_median_seconds")) + ".." + json::serialize(cell.at("late_max_seconds"));
        }
        return text;
    }
    static json::value cell_of(const json::value& row, std::string_view kind) {
        for (auto& cell : row.at("kinds").as_array())
            if (cell.at("kind").as_string() == kind) return cell;
        return {};
    }
    json::value outcomes(const std::string& more) { return get("/reports/promises/outcomes" + std::string(month) + more); }
    static std::string ids(const json::value& list) {
        std::string text;
        for (auto& item : list.at("items").as_array()) text += (text.empty() ? "" : " ") + json::serialize(item.at("ticket_id"));
        return text;
    }
    void answer_after(tickets::TicketId id, Duration time) {
        house.pass(time);
        house.say(house.agent(), id);
    }

    PromisesHouse house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(databases, PromiseReportTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(PromiseReportTest, kept_late_and_still_owed_are_told_apart) {
    answer_after(house.open(Severity::high), 30min);  // kept
    answer_after(house.open(Severity::high), 70min);  // ten minutes late
    answer_after(house.open(Severity::high), 90min);  // thirty minutes late
    house.open(Severity::critical);
    house.pass(20min);             // broken, and still owed
    house.open(Severity::normal);  // runs
    auto shown = report();
    EXPECT_EQ(told(shown, "first_response"), "critical: 1 0 1 1, high: 3 1 2 0 late 600..1800");
    auto cell = cell_of(shown.at("all"), "first_response");
    EXPECT_EQ(cell.at("due").as_int64(), 4);
    EXPECT_EQ(cell.at("kept_percent").to_number<double>(), 25.0);
    // Answered well within the cap, and what runs is not counted.
    EXPECT_EQ(told(shown, "cap"), "high: 3 3 0 0");
    EXPECT_EQ(told(shown, "next_response"), "");
}

TEST_P(PromiseReportTest, a_figure_leads_to_its_tickets) {
    auto kept = house.open(Severity::high);
    answer_after(kept, 30min);
    auto late = house.open(Severity::high);
    answer_after(late, 90min);
    EXPECT_EQ(ids(outcomes("&group=severity&key=high&kind=first_response")), std::to_string(late.value) + " " + std::to_string(kept.value));
    auto broken = outcomes("&group=severity&key=high&kind=first_response&judged=broken");
    EXPECT_EQ(ids(broken), std::to_string(late.value));
    EXPECT_EQ(broken.at("items").as_array()[0].at("outcome").as_string(), "late");
    EXPECT_EQ(broken.at("items").as_array()[0].at("due_at").as_string(), "2026-09-25T13:30:00Z");
    EXPECT_EQ(ids(outcomes("&group=severity&key=high&kind=first_response&judged=kept")), std::to_string(kept.value));
    EXPECT_EQ(ids(outcomes("&group=team&key=none&kind=first_response&judged=kept")), std::to_string(kept.value));
    // 13:00 and 13:30 in UTC.
    EXPECT_EQ(told(report("hour"), "first_response"), "14: 2 1 1 0 late 1800..1800");
    EXPECT_EQ(ids(outcomes("&group=hour&key=14&kind=first_response&judged=kept&time_zone=Europe/London")), std::to_string(kept.value));
    EXPECT_EQ(ids(outcomes("&group=hour&key=13&kind=first_response&time_zone=Europe/London")), "");
}

TEST_P(PromiseReportTest, the_list_of_a_figure_goes_on_where_it_stopped) {
    constexpr int many = 120;
    for (int i = 0; i < many; ++i) {
        auto id = house.open(Severity::high);
        house.say(house.agent(), id);
    }
    std::set<std::string> seen;
    std::string cursor;
    int pages = 0;
    do {
        auto list = outcomes("&kind=first_response" + (cursor.empty() ? "" : "&cursor=" + cursor));
        for (auto& item : list.at("items").as_array()) EXPECT_TRUE(seen.insert(json::serialize(item.at("ticket_id"))).second);
        cursor = list.at("next_cursor").is_null() ? "" : std::string(list.at("next_cursor").as_string());
        ++pages;
    } while (!cursor.empty());
    EXPECT_EQ(std::ssize(seen), many);
    EXPECT_EQ(pages, 3);
}

TEST_P(PromiseReportTest, what_it_was_about_stays_what_it_was) {
    auto team = house.ask(Method::post, "/teams", R"({"name":"Nights","members":[4]})");
    auto of_team = json::serialize(team.at("id"));
    auto id = house.open(Severity::high);
    house.ask(Method::put, house.place(id) + "/assignment", R"({"team_id":)" + of_team + R"(,"assignee_id":4})");
    answer_after(id, 30min);
    house.ask(Method::put, house.place(id) + "/assignment", R"({"team_id":null,"assignee_id":3})");
    house.ask(Method::patch, house.place(id), R"({"severity":"low","severity_reason":"Calm"})");
    EXPECT_EQ(told(report("team"), "first_response"), of_team + ": 1 1 0 0");
    EXPECT_EQ(ids(outcomes("&group=team&kind=first_response&key=" + of_team)), std::to_string(id.value));
    EXPECT_EQ(ids(outcomes("&group=team&kind=first_response&key=none")), "");
    EXPECT_EQ(told(report("agent"), "first_response"), "4: 1 1 0 0");
    EXPECT_EQ(told(report("severity"), "first_response"), "high: 1 1 0 0");
    EXPECT_EQ(told(report("channel"), "first_response"), "portal: 1 1 0 0");
    EXPECT_EQ(told(report("brand"), "first_response"), "1: 1 1 0 0");
    EXPECT_EQ(report("team").at("rows").as_array()[0].at("name").as_string(), "Nights");
}

TEST_P(PromiseReportTest, the_cap_has_figures_of_its_own) {
    house.ask(Method::put, "/promise_cap", R"({"minutes":120})");
    auto kept = house.open(Severity::low);
    answer_after(kept, 1h);
    auto broken = house.open(Severity::low);
    answer_after(broken, 3h);
    house.open(Severity::low);
    house.pass(150min);
    EXPECT_EQ(told(report(), "cap"), "low: 3 1 2 1 late 3600..3600");
    EXPECT_EQ(ids(outcomes("&kind=cap&judged=kept")), std::to_string(kept.value));
    // What is over was judged by the cap that held then.
    house.ask(Method::put, "/promise_cap", R"({"minutes":30})");
    house.pass(1min);
    EXPECT_EQ(told(report(), "cap"), "low: 3 1 2 1 late 3600..3600");
}

TEST_P(PromiseReportTest, tiers_stand_side_by_side_with_how_many_they_are) {
    for (auto minutes : {10min, 20min, 30min, 90min}) answer_after(house.open(Severity::high), minutes);
    auto shown = get("/reports/tiers" + std::string(month));
    ASSERT_EQ(shown.at("tiers").as_array().size(), 1u);
    auto row = shown.at("tiers").as_array()[0];
    EXPECT_TRUE(row.at("tier").is_null());
    auto pace = row.at("first_response");
    EXPECT_EQ(pace.at("given").as_int64(), 4);
    EXPECT_EQ(pace.at("median_seconds").as_int64(), 1200);
    EXPECT_EQ(pace.at("p90_seconds").as_int64(), 5400);
    EXPECT_EQ(pace.at("kept_percent").to_number<double>(), 75.0);
    EXPECT_EQ(row.at("resolution").at("due").as_int64(), 0);
}

TEST_P(PromiseReportTest, who_may_not_oversee_sees_nothing_and_brands_are_kept_apart) {
    answer_after(house.open(Severity::high), 30min);
    for (auto path : {"/reports/promises", "/reports/promises/outcomes", "/reports/tiers"})
        for (auto role : {"light_agent", "agent"})
            EXPECT_EQ(house.call(Method::get, std::string("/api/v1") + path, role).status, 403) << path;
    auto other = house.ask(Method::post, "/brands", R"({"key":"other","name":"Other","domain":"other.test"})");
    house.ask(Method::patch, "/agents/3", R"({"brands":[)" + json::serialize(other.at("id")) + "]}");
    EXPECT_EQ(told(report(), "first_response"), "");
    EXPECT_EQ(ids(outcomes("")), "");
    EXPECT_TRUE(get("/reports/tiers").at("tiers").as_array().empty());
}

TEST_P(PromiseReportTest, a_period_that_is_none_is_refused) {
    auto refused = [&](const std::string& query) { return house.call(Method::get, "/api/v1/reports/promises" + query, "lead").status; };
    EXPECT_EQ(refused("?from=2026-09-02T00:00:00Z&to=2026-09-01T00:00:00Z"), 422);
    EXPECT_EQ(refused("?from=2020-09-02T00:00:00Z&to=2026-09-01T00:00:00Z"), 422);
    EXPECT_EQ(refused("?time_zone=Nowhere/Land"), 422);
    EXPECT_EQ(house.call(Method::get, "/api/v1/reports/promises/outcomes?group=team&key=x", "lead").status, 422);
    EXPECT_EQ(house.call(Method::get, "/api/v1/reports/promises/outcomes?cursor=x", "lead").status, 422);
}

TEST_P(PromiseReportTest, a_preview_tells_what_would_have_come_out_otherwise_and_writes_nothing) {
    auto kept = house.open(Severity::high);
    answer_after(kept, 30min);
    answer_after(house.open(Severity::high), 10min);
    answer_after(house.open(Severity::normal), 30min);
    house.pass(1h);
    auto before = house.dump({"tokens"});  // which say when they were last used
    auto answer = house.call(Method::post, "/api/v1/promise_previews", "lead",
                             R"({"policies":[{"policy_id":2,"name":"High","conditions":{"severities":["high"]},)"
                             R"("targets":{"first_response":{"minutes":20,"measure":"wall_clock"}}}]})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(house.dump({"tokens"}), before);
    auto preview = json::parse(answer.body);
    EXPECT_EQ(preview.at("tickets").as_int64(), 3);
    auto first = preview.at("kinds").as_array()[0];
    EXPECT_EQ(json::serialize(first.at("now")), R"({"due":3,"kept":3,"broken":0})");
    EXPECT_EQ(json::serialize(first.at("planned")), R"({"due":3,"kept":2,"broken":1})");
    EXPECT_EQ(preview.at("differences").as_int64(), 1);
    auto item = preview.at("items").as_array()[0];
    EXPECT_EQ(item.at("ticket_id").as_int64(), kept.value);
    EXPECT_EQ(item.at("due_now").as_string(), "2026-09-25T13:00:00Z");
    EXPECT_EQ(item.at("due_planned").as_string(), "2026-09-25T12:20:00Z");
    EXPECT_TRUE(item.at("kept_now").as_bool());
    EXPECT_FALSE(item.at("kept_planned").as_bool());
}

TEST_P(PromiseReportTest, a_preview_is_checked_like_a_policy_and_only_for_who_may_change_them) {
    auto ask = [&](const std::string& role, const std::string& body) {
        return house.call(Method::post, "/api/v1/promise_previews", role, body).status;
    };
    EXPECT_EQ(ask("agent", R"({"policies":[]})"), 403);
    EXPECT_EQ(ask("lead", R"({"policies":[{"policy_id":99,"name":"None"}]})"), 404);
    EXPECT_EQ(ask("lead", R"({"policies":[{"policy_id":5,"name":"Floor"}]})"), 422);
    EXPECT_EQ(ask("lead", R"({"policies":[{"name":"Hours","targets":{"report":{"minutes":5,"measure":"calendar"}}}]})"), 422);
    EXPECT_EQ(ask("lead", R"({"policies":[],"without":[1]})"), 200);
}

TEST_P(PromiseReportTest, a_promise_and_the_cap_over_it_are_two_rows_wherever_a_page_ends) {
    // Normal tickets are promised a first answer within four hours: both are due at once.
    house.ask(Method::put, "/promise_cap", R"({"minutes":240})");
    for (int i = 0; i < 26; ++i) house.open();
    // Its resolution is due last of all, so that a page ends between two rows of one clock.
    house.say(house.agent(), house.open(), {.status_after = Status::resolved});
    house.pass(5h);
    std::set<std::string> rows;
    std::string cursor;
    do {
        auto list = outcomes("&cursor=" + cursor);
        for (auto& item : list.at("items").as_array())
            rows.insert(json::serialize(item.at("id")) + std::string(item.at("kind").as_string()));
        cursor = list.at("next_cursor").is_null() ? "" : std::string(list.at("next_cursor").as_string());
    } while (!cursor.empty());
    EXPECT_EQ(rows.size(), 2 * 27 + 1);
    EXPECT_EQ(house.call(Method::get, "/api/v1/reports/promises/outcomes?cursor=1.2", "lead").status, 422);
}

}  // namespace
}  // namespace goodhost::app
