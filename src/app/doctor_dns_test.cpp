#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/mail_house.hpp"
#include "email/domain_check.hpp"
#include "platform/dns/fake_resolver.hpp"
#include "platform/dns/loopback_server.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::MailHouse;

/// What `goodhost doctor` says of a brand's mails, by a DNS of our own.
struct DoctorDnsTest : ::testing::Test {
    MailHouse house{db::Dialect::sqlite, "support@nova.test"};
    dns::testing::FakeResolver dns;

    std::string said() { return said_by(dns); }
    std::string said_by(const dns::Resolver& resolver) {
        auto brand = house.database().read([](db::Reader& reader) { return *brands::find_brand(reader, BrandId{1}); });
        std::string text;
        for (auto& line : email::look_at_sender_by(resolver, house.system(), brand))
            text += std::string(line.good ? "good " : line.wrong ? "wrong " : "look ") + line.text + "\n";
        return text;
    }
};

TEST_F(DoctorDnsTest, says_that_mails_wait_where_there_is_no_mail_server) {
    EXPECT_NE(said().find("no mail server"), std::string::npos) << said();
}

TEST_F(DoctorDnsTest, names_what_the_dns_lacks_and_the_record_that_mends_it) {
    house.settings().set("smtp_url", "smtp://out.nova.test:25", "test");
    auto bare = said();
    EXPECT_NE(bare.find("wrong nova.test: MX: the domain has no mail server"), std::string::npos) << bare;
    EXPECT_NE(bare.find("SPF: there is no record"), std::string::npos) << bare;
    EXPECT_NE(bare.find("DKIM: no key signs"), std::string::npos) << bare;
    EXPECT_NE(bare.find("DMARC: there is no policy"), std::string::npos) << bare;
    EXPECT_NE(bare.find("v=spf1"), std::string::npos) << bare;
    dns.mx["nova.test"] = {"mx.nova.test"};
    dns.txt["nova.test"] = {"v=spf1 a:out.nova.test -all"};
    dns.txt["_dmarc.nova.test"] = {"v=DMARC1; p=reject"};
    dns.a["out.nova.test"] = {"203.0.113.7"};
    dns.ptr["203.0.113.7"] = {"out.nova.test"};
    auto mended = said();
    for (auto good : {"good nova.test: MX", "good nova.test: SPF", "good nova.test: DMARC", "good nova.test: Reverse DNS"})
        EXPECT_NE(mended.find(good), std::string::npos) << mended;
    EXPECT_EQ(mended.find("wrong"), std::string::npos) << mended;
    dns.silent = true;
    EXPECT_NE(said().find("The DNS does not answer"), std::string::npos) << said();
}

TEST_F(DoctorDnsTest, asks_a_real_name_server) {
    house.settings().set("smtp_url", "smtp://out.nova.test:25", "test");
    auto key = house.call(Method::post, "/api/v1/senders/1/dkim_keys", "owner", R"({"algorithm":"rsa_sha256"})");
    ASSERT_LT(key.status, 300) << key.body;
    dns::testing::LoopbackServer empty, zone;
    auto bare = said_by(dns::SystemResolver(empty.port()));
    EXPECT_NE(bare.find("wrong nova.test: MX: the domain has no mail server"), std::string::npos) << bare;
    auto made = boost::json::parse(key.body);
    auto place = "/api/v1/senders/1/dkim_keys/" + std::to_string(made.at("id").as_int64());
    ASSERT_LT(house.call(Method::patch, place, "owner", R"({"active":true})").status, 300);
    zone.mx("nova.test", 10, "mx.nova.test");
    zone.txt("nova.test", "v=spf1 a:out.nova.test -all");
    zone.txt("_dmarc.nova.test", "v=DMARC1; p=reject");
    zone.txt(std::string(made.at("record_name").as_string()), std::string_view(made.at("record").as_string()));
    zone.address("out.nova.test", "203.0.113.7");
    zone.ptr("203.0.113.7", "out.nova.test");
    const dns::SystemResolver resolver(zone.port());
    auto mended = said_by(resolver);
    for (auto good : {"MX", "SPF", "DKIM", "DMARC", "Reverse DNS"})
        EXPECT_NE(mended.find("good nova.test: " + std::string(good)), std::string::npos) << mended;
    zone.fails = true;
    EXPECT_NE(said_by(resolver).find("The DNS does not answer"), std::string::npos) << said_by(resolver);
}

}  // namespace
}  // namespace goodhost::app
