#include <gtest/gtest.h>

#include "app/house.hpp"

namespace goodhost::app {
namespace {

using http::Method;

struct CustomerCountsTest : ::testing::TestWithParam<db::Dialect> {
    testing::House house{GetParam()};

    void post(const std::string& target, const std::string& body) {
        auto answer = house.call(Method::post, target, "owner", body);
        EXPECT_EQ(answer.status, 201) << target << " " << answer.body;
    }
    std::string get(const std::string& target) { return house.call(Method::get, target, "agent").body; }
};
INSTANTIATE_TEST_SUITE_P(databases, CustomerCountsTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(CustomerCountsTest, services_and_open_tickets_are_counted_for_the_customers_asked_for) {
    post("/api/v1/customers", R"({"name":"Beta"})");
    post("/api/v1/products", R"({"name":"VPS M","tier":"vps","price_minor":1900})");
    for (auto status : {"active", "suspended", "cancelled"})
        post("/api/v1/services", R"({"customer_id":1,"product_id":1,"status":")" + std::string(status) + "\"}");
    for (auto subject : {"One", "Two"})
        post("/api/v1/tickets", R"({"subject":")" + std::string(subject) + R"(","body_text":"Down","contact":{"email":"ann@acme.test"}})");
    EXPECT_EQ(house.call(Method::post, "/api/v1/tickets/1/resolution", "owner", "{}").status / 100, 2);
    auto asked = std::string("?customer_ids=1&customer_ids=2&customer_ids=99");
    EXPECT_EQ(get("/api/v1/services/counts" + asked), R"({"items":[{"customer_id":1,"services":2}]})");
    EXPECT_EQ(get("/api/v1/tickets/counts" + asked), R"({"items":[{"customer_id":1,"open_tickets":1}]})");
    EXPECT_EQ(get("/api/v1/tickets/counts?customer_ids=2"), R"({"items":[]})");
    EXPECT_TRUE(get("/api/v1/tickets?view=all&customer_id=1").contains("\"subject\":\"Two\""));
    EXPECT_TRUE(get("/api/v1/tickets?view=all&customer_id=2").starts_with(R"({"items":[],)"));
}

}  // namespace
}  // namespace goodhost::app
