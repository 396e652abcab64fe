#include "platform/http/forwarded.hpp"

#include <fmt/format.h>

#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

TEST(Networks, contain_their_addresses) {
    auto holds = [](std::string_view network, std::string_view address) {
        return Network::parse(network)->contains(*Address::parse(address));
    };
    EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
    EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(holds("192.168.4.0/22", "192.168.7.255"));
    EXPECT_FALSE(holds("192.168.4.0/22", "192.168.8.0"));
    EXPECT_TRUE(holds("10.0.0.1", "::ffff:10.0.0.1"));
    EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
    EXPECT_TRUE(holds("0.0.0.0/0", "8.8.8.8"));
    EXPECT_FALSE(holds("0.0.0.0/0", "::1"));
    for (auto bad : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "x/8", "::/129"}) EXPECT_FALSE(Network::parse(bad)) << bad;
}

TEST(ProxyHeader, is_read_byte_by_byte_in_both_versions) {
    std::string v2("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\x01\x02\x03\x04\x7f\0\0\x01\x10\0\0\x50", 28);
    std::string v6("\r\n\r\n\0\r\nQUIT\n\x21\x21\0\x24", 16);
    v6 += std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + "\x09" + std::string(20, '\0');
    std::string local("\r\n\r\n\0\r\nQUIT\n\x20\0\0\0", 16);
    struct Case {
        std::string bytes, client;
    };
    for (auto& [bytes, client] :
         {Case{"PROXY TCP4 1.2.3.4 127.0.0.1 4096 80\r\n", "1.2.3.4"}, Case{"PROXY TCP6 2001:db8::9 ::1 1 2\r\n", "2001:db8::9"},
          Case{"PROXY UNKNOWN whatever\r\n", "none"}, Case{v2, "1.2.3.4"}, Case{v6, "2001:db8::9"}, Case{local, "none"}}) {
        ProxyHeader header;
        for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_EQ(parse_proxy_header(bytes.substr(0, i), header), ProxyParse::partial) << i;
        EXPECT_EQ(parse_proxy_header(bytes + "GET", header), ProxyParse::whole);
        EXPECT_EQ(header.bytes, bytes.size());
        EXPECT_EQ(header.client ? header.client->text() : "none", client);
    }
    ProxyHeader header;
    for (std::string_view bad :
         {"GET / HTTP/1.1\r\n", "PROXY TCP4 a b 1 2\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4\r\n", "PROXY SCTP 1.2.3.4 1.2.3.4 1 2\r\n"})
        EXPECT_EQ(parse_proxy_header(bad, header), ProxyParse::bad) << bad;
    EXPECT_EQ(parse_proxy_header("PROXY TCP4 " + std::string(100, '1'), header), ProxyParse::bad);
}

class HttpForwarded : public testing::ServerTest {
  protected:
    HttpForwarded() {
        application.handler = [](Request request, Respond respond) {
            respond({.body = fmt::format("{} {} {} {}", request.remote_address, request.host, request.secure ? "https" : "http",
                                         request.id.size() == 16 ? "own" : request.id)});
        };
    }
    std::string seen(std::string_view fields) { return ask(fmt::format("GET / HTTP/1.1\r\nHost: desk\r\n{}\r\n", fields)).body; }
};

constexpr std::string_view all_fields =
    "X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: "
    "Public.Example\r\nX-Request-Id: abc-1\r\n";

TEST_F(HttpForwarded, a_stranger_sets_nothing) { EXPECT_EQ(seen(all_fields), "127.0.0.1 desk http own"); }

TEST_F(HttpForwarded, a_trusted_proxy_is_believed_up_to_the_first_stranger) {
    options.trusted_proxies = {"127.0.0.0/8", "10.0.0.0/8"};
    EXPECT_EQ(seen(all_fields), "203.0.113.9 public.example https abc-1");
    EXPECT_EQ(seen(""), "127.0.0.1 desk http own");
    EXPECT_EQ(seen("X-Forwarded-For: 10.2.2.2\r\nX-Forwarded-For: [2001:db8::1]:99\r\n"), "2001:db8::1 desk http own");
    EXPECT_EQ(seen("X-Forwarded-For: nonsense\r\nX-Request-Id: a b\r\n"), "127.0.0.1 desk http own");
    EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: a b\r\n\r\n").status, 400);
}

TEST_F(HttpForwarded, a_proxy_header_names_the_client_of_the_whole_connection) {
    options.trusted_proxies = {"127.0.0.1"};
    options.proxy_protocol = true;
    start();
    auto client = connect();
    std::string line = "PROXY TCP4 203.0.113.7 127.0.0.1 4096 80\r\n";
    for (char c : line) client.send({&c, 1});
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(client.exchange("GET / HTTP/1.1\r\nHost: desk\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n").body, "203.0.113.7 desk http own");
    auto second = connect();
    second.send(std::string("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\x01\x02\x03\x04\x7f\0\0\x01\x10\0\0\x50", 28) +
                "GET / HTTP/1.1\r\nHost: desk\r\n\r\n");
    EXPECT_EQ(second.receive().body, "1.2.3.4 desk http own");
    EXPECT_EQ(connect().exchange("GET / HTTP/1.1\r\nHost: desk\r\n\r\n").status, 0) << "the proxy forgot its header";
}

TEST_F(HttpForwarded, a_stranger_has_no_proxy_header) {
    options.trusted_proxies = {"10.0.0.1"};
    options.proxy_protocol = true;
    EXPECT_EQ(seen(""), "127.0.0.1 desk http own");
    EXPECT_NE(ask("PROXY TCP4 203.0.113.7 127.0.0.1 4096 80\r\nGET / HTTP/1.1\r\nHost: desk\r\n\r\n").status, 200);
}

}  // namespace
}  // namespace goodhost::http
