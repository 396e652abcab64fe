#include <gtest/gtest.h>

#include "app/house.hpp"

namespace goodhost::app {
namespace {

using http::Method;

class ImportTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    std::string import(const std::string& kind, const std::string& body, const std::string& more = {}) {
        return house.call(Method::post, "/api/v1/imports?kind=" + kind + more, "owner", body).body;
    }
    testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(databases, ImportTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

const std::string customers = "external_id,name,notes\nc1,Acme,good\nc2,Beta,\n,Nameless,\n";

TEST_P(ImportTest, repeating_an_import_changes_nothing) {
    EXPECT_NE(import("customers", customers).find(R"("rows":3,"created":2,"updated":0,"unchanged":0)"), std::string::npos);
    EXPECT_NE(import("customers", customers).find(R"("created":0,"updated":0,"unchanged":2)"), std::string::npos);
    EXPECT_NE(import("customers", "external_id,name\nc1,Acme GmbH\n").find(R"("updated":1)"), std::string::npos);
}

TEST_P(ImportTest, a_refused_row_is_told_with_its_column_and_stops_no_other) {
    auto report = import("customers", customers);
    EXPECT_NE(report.find(R"("row":3,"field":"external_id","code":"required")"), std::string::npos) << report;
    EXPECT_NE(report.find(R"("refused_count":1)"), std::string::npos) << report;
}

TEST_P(ImportTest, a_dry_run_tells_the_same_and_keeps_nothing) {
    auto before = house.dump({"tokens"});
    auto report = import("customers", customers, "&dry_run=true");
    EXPECT_NE(report.find(R"("created":2)"), std::string::npos) << report;
    EXPECT_EQ(house.dump({"tokens"}), before);
}

TEST_P(ImportTest, records_find_each_other_by_external_ids) {
    import("customers", "external_id,name\nc1,Acme\n");
    import("products", "external_id,name,tier,price_minor\np1,VPS M,vps,1900\n");
    import("servers", "external_id,name,kind,depends_on\nr1,rack-1,rack,\ns1,fra-12,server,r1\n");
    auto services = import("services",
                           "external_id,customer_external_id,product_external_id,server_external_id,primary_domain,renews_at\nv1,c1,p1,s1,"
                           "acme.test,2027-01-31\nv2,c9,p1,s1,x.test,\n");
    EXPECT_NE(services.find(R"("created":1)"), std::string::npos) << services;
    EXPECT_NE(services.find(R"("field":"customer_external_id","code":"unknown_value")"), std::string::npos) << services;
    EXPECT_NE(import("sites", R"([{"service_external_id":"v1","url":"https://acme.test"}])", "&format=json").find(R"("created":1)"),
              std::string::npos);
    import("contacts", "external_id,customer_external_id,name,email,role\nk1,c1,Ana,ana@acme.example,owner\n");
    auto affected = house.call(Method::get, "/api/v1/servers/1/affected", "owner").body;
    EXPECT_NE(affected.find(R"("counts":{"servers":2,"services":1,"sites":1,"customers":1,"contacts":1})"), std::string::npos) << affected;
}

TEST_P(ImportTest, unknown_kinds_columns_and_formats_are_refused_before_anything_is_done) {
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=planets", "owner", customers).status, 422);
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers&format=xml", "owner", customers).status, 422);
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers", "owner", "external_id,colour\nc1,red\n").status, 422);
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers", "light_agent", customers).status, 403);
}

}  // namespace
}  // namespace goodhost::app
