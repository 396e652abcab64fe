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

TEST_P(ImportTest, rows_are_taken_together_and_each_refused_one_is_left_out_alone) {
    std::string rows = "external_id,name\n";
    for (int i = 1; i <= 250; ++i) {
        bool refused = i == 1 || i == 120 || i == 121 || i == 250;
        rows += (refused ? "" : "c" + std::to_string(i)) + ",Customer " + std::to_string(i) + "\n";
    }
    rows += "c2,Another name\n";
    auto report = import("customers", rows);
    EXPECT_NE(report.find(R"("rows":251,"created":246,"updated":1,"unchanged":0)"), std::string::npos) << report.substr(0, 200);
    for (auto row : {"1", "120", "121", "250"})
        EXPECT_NE(report.find(std::string(R"({"row":)") + row + R"(,"field":"external_id")"), std::string::npos) << row;
    EXPECT_NE(report.find(R"("refused_count":4)"), std::string::npos);
    EXPECT_NE(house.call(Method::get, "/api/v1/customers?q=Customer%20249", "owner").body.find("Customer 249"), std::string::npos);
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

TEST_P(ImportTest, a_row_is_held_to_what_a_request_is_held_to) {
    auto refusal = [&](const std::string& kind, const std::string& rows) {
        auto report = import(kind, rows);
        auto at = report.find("\"field\":");
        return at == std::string::npos ? report : report.substr(at, report.find(",\"message\"", at) - at);
    };
    import("customers", "external_id,name\nc1,Acme\n");
    EXPECT_EQ(refusal("customers", "external_id,name,locale\nc2,Beta,xx\n"), R"("field":"locale","code":"unknown_value")");
    EXPECT_EQ(refusal("customers", "external_id,name,locale\nc1,Acme,ko-KR\n"), R"("field":"locale","code":"unknown_value")");
    EXPECT_EQ(refusal("customers", "external_id,name\nc2," + std::string(201, 'x') + "\n"), R"("field":"name","code":"too_long")");
    EXPECT_EQ(refusal("contacts", "external_id,name,email,time_zone\nk1,Ana,ana@acme.example,Mars/Base\n"),
              R"("field":"time_zone","code":"unknown_value")");
    EXPECT_EQ(refusal("contacts", "external_id,name,email,sees_company_tickets\nk1,Ana,ana@acme.example,maybe\n"),
              R"("field":"sees_company_tickets","code":"wrong_type")");
    EXPECT_EQ(refusal("contacts", "external_id,name,email,role\nk1,Ana,ana@acme.example,boss\n"),
              R"("field":"role","code":"unknown_value")");
    EXPECT_EQ(refusal("products", "external_id,name,tier\np1,VPS,gold\n"), R"("field":"tier","code":"unknown_value")");
    EXPECT_EQ(refusal("products", "external_id,name,price_minor\np1,VPS,-5\n"), R"("field":"price_minor","code":"out_of_range")");
    EXPECT_EQ(refusal("products", "external_id,name,currency\np1,VPS,eur\n"), R"("field":"currency","code":"unknown_value")");
    EXPECT_EQ(refusal("products", "external_id,name,cycle_months\np1,VPS,0\n"), R"("field":"cycle_months","code":"out_of_range")");
    import("products", "external_id,name,tier\np1,VPS M,vps\n");
    const std::string service = "external_id,customer_external_id,product_external_id,";
    EXPECT_EQ(refusal("services", service + "status\nv1,c1,p1,odd\n"), R"("field":"status","code":"unknown_value")");
    EXPECT_EQ(refusal("services", service + "renews_at\nv1,c1,p1,soon\n"), R"("field":"renews_at","code":"wrong_type")");
    import("services", service + "primary_domain\nv1,c1,p1,acme.test\n");
    EXPECT_EQ(refusal("sites", "service_external_id,url\nv1,javascript:alert(1)\n"), R"("field":"url","code":"hosting.bad_url")");
    EXPECT_EQ(refusal("servers", "external_id,name,kind\ns1,web-1,ship\n"), R"("field":"kind","code":"unknown_value")");
}

TEST_P(ImportTest, a_request_with_an_unknown_language_or_zone_is_refused) {
    auto refused = [&](Method method, const std::string& path, const std::string& body) {
        return house.call(method, "/api/v1" + path, "owner", body).status;
    };
    EXPECT_EQ(refused(Method::post, "/customers", R"({"name":"X","locale":"xx"})"), 422);
    EXPECT_EQ(refused(Method::patch, "/customers/1", R"({"name":null})"), 422);
    EXPECT_EQ(refused(Method::patch, "/customers/1", R"({"name":" "})"), 422);
    EXPECT_EQ(refused(Method::post, "/contacts", R"({"name":"X","time_zone":"Mars/Base"})"), 422);
    EXPECT_EQ(refused(Method::patch, "/me", R"({"time_zone":"Mars/Base"})"), 422);
    EXPECT_EQ(refused(Method::patch, "/me", R"({"theme":"pink"})"), 422);
    EXPECT_EQ(refused(Method::patch, "/brands/1", R"({"time_zone":"Mars/Base"})"), 422);
    EXPECT_EQ(refused(Method::patch, "/me", R"({"time_zone":"Asia/Seoul","locale":"ko","theme":"dark"})"), 200);
}

TEST_P(ImportTest, what_a_row_does_not_say_stays_and_what_it_says_is_taken) {
    import("customers", "external_id,name\nc1,Acme\n");
    import("contacts", "external_id,customer_external_id,name,email,role,sees_company_tickets\nk1,c1,Ana,ana@acme.example,owner,true\n");
    EXPECT_NE(import("contacts", "external_id,name,email\nk1,Ana,ana@acme.example\n").find(R"("unchanged":1)"), std::string::npos);
    auto later = "external_id,name,email,phone,locale,time_zone\nk1,Ana,ana@acme.example,+44 1,ko,Asia/Seoul\n";
    EXPECT_NE(import("contacts", later).find(R"("updated":1)"), std::string::npos);
    EXPECT_NE(import("contacts", later).find(R"("unchanged":1)"), std::string::npos);
    auto contact = house.call(Method::get, "/api/v1/contacts?q=ana", "owner").body;
    EXPECT_NE(contact.find(R"("role":"owner","sees_company_tickets":true)"), std::string::npos) << contact;
    EXPECT_NE(contact.find(R"("locale":"ko","time_zone":"Asia/Seoul")"), std::string::npos) << contact;
    import("products", "external_id,name,tier,price_minor\np1,VPS M,vps,1900\n");
    EXPECT_NE(import("products", "external_id,name,currency,cycle_months\np1,VPS M,GBP,1\n").find(R"("updated":1)"), std::string::npos);
    auto product = house.call(Method::get, "/api/v1/products", "owner").body;
    EXPECT_NE(product.find(R"("tier":"vps","price_minor":1900,"currency":"GBP","cycle_months":1)"), std::string::npos) << product;
}

TEST_P(ImportTest, every_object_of_a_json_list_is_looked_at_for_unknown_columns) {
    auto rows = R"([{"external_id":"c1","name":"Gamma"},{"external_id":"c2","name":"Beta","colour":"red"}])";
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers&format=json", "owner", rows).status, 422);
    EXPECT_EQ(house.call(Method::get, "/api/v1/customers?q=Gamma", "owner").body.find("Gamma"), std::string::npos);
}

TEST_P(ImportTest, unknown_kinds_columns_and_formats_are_refused_before_anything_is_done) {
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=planets", "owner", customers).status, 422);
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers&format=xml", "owner", customers).status, 422);
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers", "owner", "external_id,colour\nc1,red\n").status, 422);
    EXPECT_EQ(house.call(Method::post, "/api/v1/imports?kind=customers", "light_agent", customers).status, 403);
}

}  // namespace
}  // namespace goodhost::app
