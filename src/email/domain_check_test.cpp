#include "email/domain_check.hpp"

#include <gtest/gtest.h>

#include "platform/dns/fake_resolver.hpp"
#include "platform/dns/spf.hpp"

namespace goodhost::email {
namespace {

using dns::Answer;
using dns::Outcome;
using dns::SpfResult;
using dns::testing::FakeResolver;

struct DomainCheckTest : testing::Test {
    FakeResolver dns;
    CheckedSender sender{"nova.test", "out.nova.test", {}};

    DomainCheckTest() {
        dns.mx["nova.test"] = {"mx.nova.test"};
        dns.txt["nova.test"] = {"some=thing", "v=spf1 a:out.nova.test -all"};
        dns.txt["_dmarc.nova.test"] = {"v=DMARC1; p=reject"};
        dns.a["out.nova.test"] = {"203.0.113.7"};
        dns.ptr["203.0.113.7"] = {"out.nova.test"};
        DkimKey key;
        key.record_name = "s1._domainkey.nova.test";
        key.record = "v=DKIM1; k=rsa; p=ABC";
        key.active = true;
        sender.keys = {key};
        dns.txt[key.record_name] = {"v=DKIM1;k=rsa;p=ABC"};
    }
    std::string codes() {
        std::string out;
        for (auto& finding : check_domain(dns, sender)) out += (out.empty() ? "" : " ") + finding.code;
        return out;
    }
};

TEST_F(DomainCheckTest, a_domain_in_order_has_five_good_findings) {
    EXPECT_EQ(codes(), "mx_good spf_good dkim_good dmarc_good reverse_good");
    for (auto& finding : check_domain(dns, sender)) EXPECT_EQ(finding.verdict, Verdict::good);
}

TEST_F(DomainCheckTest, an_empty_zone_names_everything_that_lacks_and_what_would_mend_it) {
    dns = {};
    dns.a["out.nova.test"] = {"203.0.113.7"};
    EXPECT_EQ(codes(), "mx_missing spf_missing dkim_missing dmarc_missing reverse_missing");
    auto findings = check_domain(dns, sender);
    EXPECT_EQ(findings[1].expected, "v=spf1 mx a:out.nova.test -all");
    EXPECT_EQ(findings[2].expected, "v=DKIM1; k=rsa; p=ABC");
    EXPECT_EQ(findings[3].expected, "v=DMARC1; p=quarantine; rua=mailto:postmaster@nova.test");
}

TEST_F(DomainCheckTest, a_resolver_that_does_not_answer_is_no_verdict) {
    dns.silent = true;
    EXPECT_EQ(codes(), "no_answer no_answer no_answer no_answer reverse_unknown");
}

TEST_F(DomainCheckTest, each_fault_has_a_name) {
    dns.mx["nova.test"] = {""};
    dns.txt["nova.test"] = {"v=spf1 ip4:198.51.100.0/24 -all"};
    dns.txt["s1._domainkey.nova.test"] = {"v=DKIM1; p=XYZ"};
    dns.txt["_dmarc.nova.test"] = {"v=DMARC1; p=none"};
    dns.ptr["203.0.113.7"] = {"other.test"};
    EXPECT_EQ(codes(), "mx_null spf_without_relay dkim_other dmarc_none reverse_elsewhere");
    dns.txt["nova.test"] = {"v=spf1 -all", "v=spf1 mx -all"};
    sender.keys.clear();
    sender.relay_host = "127.0.0.1";
    EXPECT_EQ(codes(), "mx_null spf_twice dkim_no_key dmarc_none reverse_unknown");
    dns.txt["nova.test"] = {"v=spf1 +all"};
    EXPECT_EQ(check_domain(dns, sender)[1].code, "spf_open");
}

TEST_F(DomainCheckTest, the_policy_of_the_domain_above_counts) {
    sender.domain = "support.nova.test";
    EXPECT_EQ(check_domain(dns, sender)[3].code, "dmarc_good");
}

TEST_F(DomainCheckTest, spf_follows_the_rfc) {
    dns.txt["x.test"] = {"v=spf1 include:y.test mx:z.test/24 ?ip6:2001:db8::/32 ~all"};
    dns.txt["y.test"] = {"v=spf1 ip4:192.0.2.0/28 -all"};
    dns.mx["z.test"] = {"m.z.test"};
    dns.a["m.z.test"] = {"198.51.100.9"};
    EXPECT_EQ(dns::check_spf(dns, "x.test", "192.0.2.15"), SpfResult::pass);
    EXPECT_EQ(dns::check_spf(dns, "x.test", "192.0.2.16"), SpfResult::softfail);
    EXPECT_EQ(dns::check_spf(dns, "x.test", "198.51.100.200"), SpfResult::pass);
    EXPECT_EQ(dns::check_spf(dns, "x.test", "2001:db8::5"), SpfResult::neutral);
    EXPECT_EQ(dns::check_spf(dns, "none.test", "192.0.2.1"), SpfResult::none);
    dns.txt["r.test"] = {"v=spf1 redirect=y.test"};
    EXPECT_EQ(dns::check_spf(dns, "r.test", "192.0.2.1"), SpfResult::pass);
    dns.txt["loop.test"] = {"v=spf1 include:loop.test -all"};
    EXPECT_EQ(dns::check_spf(dns, "loop.test", "192.0.2.1"), SpfResult::permerror);
    dns.txt["bad.test"] = {"v=spf1 ip4:nonsense -all"};
    EXPECT_EQ(dns::check_spf(dns, "bad.test", "192.0.2.1"), SpfResult::permerror);
}

TEST(ReverseNameTest, addresses_are_turned_around) {
    EXPECT_EQ(dns::reverse_name("203.0.113.7"), "7.113.0.203.in-addr.arpa");
    EXPECT_EQ(dns::reverse_name("2001:db8::1").substr(0, 8), "1.0.0.0.");
    EXPECT_EQ(dns::reverse_name("nova.test"), "");
}

}  // namespace
}  // namespace goodhost::email
