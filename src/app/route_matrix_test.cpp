#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/house.hpp"

namespace goodhost::app {
namespace {

using http::Audience;

const std::vector<std::string> roles = {"owner", "admin", "lead", "agent", "light_agent", "contact", ""};

/// What the tables say, computed apart from dispatch.
bool allowed(const Registry& registry, const http::Route& route, const std::string& role) {
    bool agent = !role.empty() && role != "contact";
    if (route.audience == Audience::anyone) return true;
    if (route.audience == Audience::contact || route.audience == Audience::follower) return role == "contact";
    if (!agent) return false;
    if (route.permission.name.empty() || role == "owner" || role == "admin") return true;
    for (auto& entry : registry.permissions())
        if (entry.permission.name == route.permission.name) return std::ranges::find(entry.roles, role) != entry.roles.end();
    return false;
}

/// The path with ids that nothing has.
std::string concrete(std::string_view path) {
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '{') {
            out += path[i];
            continue;
        }
        auto name = path.substr(i + 1, path.find('}', i) - i - 1);
        out += name.ends_with("_id") ? "999999999" : "x";
        i = path.find('}', i);
    }
    return out;
}

/// Refusals that are the use case's own, not the route's.
bool refused_by_route(const testing::Answer& answer) {
    bool page_redirect = answer.status == 303 && answer.headers.get("Location").find("/sign-in") != std::string_view::npos;
    bool by_code = answer.body.find("\"platform.forbidden\"") != std::string::npos ||
                   answer.body.find("\"platform.unauthenticated\"") != std::string::npos;
    return page_redirect || (by_code && (answer.status == 401 || answer.status == 403)) ||
           (answer.status == 401 && answer.body.find("<html") != std::string::npos);
}

class RouteMatrixTest : public ::testing::TestWithParam<db::Dialect> {};
INSTANTIATE_TEST_SUITE_P(databases, RouteMatrixTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(RouteMatrixTest, every_route_refuses_exactly_the_roles_that_its_table_refuses) {
    testing::House house(GetParam());
    int pairs = 0, refusals = 0;
    for (auto& route : house.registry().routes())
        for (auto& role : roles) {
            bool signs_out = route.path.find("sign-out") != std::string_view::npos;
            if (signs_out) continue;
            auto answer = house.call(route.method, concrete(route.path), role);
            ++pairs;
            bool expected = !allowed(house.registry(), route, role);
            refusals += expected;
            EXPECT_EQ(refused_by_route(answer), expected) << http::to_string(route.method) << " " << route.path << " as '" << role
                                                          << "': " << answer.status << " " << answer.body.substr(0, 200);
            EXPECT_NE(answer.status, 500) << http::to_string(route.method) << " " << route.path << " as '" << role
                                          << "': " << answer.body.substr(0, 200);
        }
    RecordProperty("pairs", pairs);
    std::printf("%d pairs of route and role, %d to be refused\n", pairs, refusals);
    EXPECT_GT(refusals, 100);
}

TEST_P(RouteMatrixTest, regression_a_method_that_a_path_lacks_is_answered_405_and_told_those_it_has) {
    using http::Method;
    testing::House house(GetParam());
    std::map<std::string, std::set<Method>> paths;
    for (auto& route : house.registry().routes()) paths[concrete(route.path)].insert(route.method);
    for (auto& [path, methods] : paths)
        for (auto method : {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::delete_, Method::options}) {
            bool served = methods.contains(method) || (method == Method::head && methods.contains(Method::get));
            if (served) continue;
            auto answer = house.call(method, path, "");
            EXPECT_EQ(answer.status, 405) << http::to_string(method) << " " << path;
            EXPECT_FALSE(answer.headers.get("Allow").empty()) << http::to_string(method) << " " << path;
        }
    // A person who loads the address of a form's answer again sees a page.
    auto page = house.call_as_browser("/tickets/1/reply");
    EXPECT_EQ(page.status, 405);
    EXPECT_NE(page.body.find("<html"), std::string::npos) << page.body;
}

}  // namespace
}  // namespace goodhost::app
