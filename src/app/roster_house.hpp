#pragma once
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/house.hpp"
#include "platform/log/log.hpp"

/// For tests: a house on a Monday morning, asked through the API. Agents by id: 1 owner, 2 admin, 3 lead, 4 agent, 5 light agent.
namespace goodhost::app::testing {

using http::Method;
namespace json = boost::json;

inline constexpr auto week_of_2026 = "2026-11-23T08:00:00Z";  // a Monday

class RosterHouseTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    RosterHouseTest() {
        log::set_level(log::Level::error);
        house.clock().set(*parse_rfc3339(week_of_2026));
    }
    json::value ask(Method method, const std::string& target, const std::string& body = {}, const std::string& role = "lead") {
        auto answer = house.call(method, "/api/v1" + target, role, body);
        EXPECT_LT(answer.status, 300) << target << ": " << answer.body;
        return answer.body.empty() ? json::value{} : json::parse(answer.body);
    }
    std::string refusal(Method method, const std::string& target, const std::string& body, const std::string& role = "lead") {
        auto answer = house.call(method, "/api/v1" + target, role, body);
        EXPECT_GE(answer.status, 400) << answer.body;
        auto problem = json::parse(answer.body).as_object();
        std::string text(problem.at("code").as_string());
        if (auto* fields = problem.if_contains("fields"))
            for (auto& field : fields->as_array())
                text += " " + std::string(field.at("field").as_string()) + ":" + std::string(field.at("code").as_string());
        return text;
    }
    std::string weekly(const std::string& agents) {
        auto roster = ask(Method::post, "/rosters",
                          R"({"name":"Nights","time_zone":"UTC","layers":[{"name":"Turns","agents":)" + agents +
                              R"(,"rotation":{"every":1,"unit":"days","starts_at":"2026-11-23T00:00"}}]})");
        return "/rosters/" + json::serialize(roster.at("id"));
    }
    /// Agents on duty now or at a time, by the API.
    std::string on_duty(const std::string& roster, const std::string& at = {}) {
        std::string text;
        auto answer = ask(Method::get, roster + "/on_duty" + (at.empty() ? "" : "?at=" + at), {}, "light_agent");
        for (auto& person : answer.at("now").as_array()) text += json::serialize(person.at("agent_id"));
        return text;
    }
    House house{GetParam()};
};

}  // namespace goodhost::app::testing
