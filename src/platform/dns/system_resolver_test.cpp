#include <gtest/gtest.h>

#include "platform/dns/loopback_server.hpp"

namespace goodhost::dns {
namespace {

using Values = std::vector<std::string>;

struct SystemResolverTest : ::testing::Test {
    testing::LoopbackServer server;
    SystemResolver dns{server.port()};
};

TEST_F(SystemResolverTest, reads_each_kind_of_record) {
    server.mx("nova.test", 20, "second.nova.test");
    server.mx("nova.test", 10, "first.nova.test");
    server.txt("nova.test", "v=spf1 -all");
    server.txt("nova.test", "some=thing");
    server.address("out.nova.test", "203.0.113.7");
    server.address("out.nova.test", "2001:db8::7");
    server.ptr("203.0.113.7", "out.nova.test");
    server.ptr("2001:db8::7", "out.nova.test");
    EXPECT_EQ(dns.exchangers("nova.test").values, (Values{"first.nova.test", "second.nova.test"}));
    EXPECT_EQ(dns.texts("nova.test").values, (Values{"v=spf1 -all", "some=thing"}));
    EXPECT_EQ(dns.addresses("out.nova.test").values, (Values{"203.0.113.7", "2001:db8::7"}));
    EXPECT_EQ(dns.names("203.0.113.7").values, Values{"out.nova.test"});
    EXPECT_EQ(dns.names("2001:db8::7").values, Values{"out.nova.test"});
}

TEST_F(SystemResolverTest, a_long_key_comes_whole_by_tcp) {
    const auto key = "v=DKIM1; k=rsa; p=" + std::string(716, 'A');
    server.txt("s1._domainkey.nova.test", key);
    EXPECT_EQ(dns.texts("s1._domainkey.nova.test").values, Values{key});
    EXPECT_EQ(server.by_tcp(), 1);
}

TEST_F(SystemResolverTest, what_does_not_exist_is_told_from_what_nobody_could_say) {
    server.txt("nova.test", "some=thing");
    server.address("six.nova.test", "2001:db8::7");
    server.mx("quiet.test", 0, "");
    EXPECT_EQ(dns.exchangers("nova.test").outcome, Outcome::none);
    EXPECT_EQ(dns.texts("nowhere.test").outcome, Outcome::none);
    EXPECT_EQ(dns.addresses("nova.test").outcome, Outcome::none);
    EXPECT_EQ(dns.addresses("six.nova.test").outcome, Outcome::found);
    EXPECT_EQ(dns.exchangers("quiet.test").values, Values{""});
    EXPECT_EQ(dns.names("no address").outcome, Outcome::failed);
    server.fails = true;
    EXPECT_EQ(dns.texts("nova.test").outcome, Outcome::failed);
    EXPECT_EQ(dns.addresses("six.nova.test").outcome, Outcome::failed);
}

TEST_F(SystemResolverTest, a_record_of_the_wrong_length_is_left_out) {
    server.raw("short.test", ns_t_a, "\x7F");
    server.raw("short.test", ns_t_mx, "\x01");
    server.raw("short.test", ns_t_txt, "\xFFtext");
    EXPECT_EQ(dns.addresses("short.test").values, Values{});
    EXPECT_EQ(dns.exchangers("short.test").values, Values{});
    EXPECT_EQ(dns.texts("short.test").values, Values{"text"});
}

}  // namespace
}  // namespace goodhost::dns
