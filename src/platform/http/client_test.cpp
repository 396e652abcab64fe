#include "platform/http/client.hpp"

#include <fmt/format.h>

#include "platform/core/problem.hpp"
#include "platform/http/public_address.hpp"
#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

TEST(PublicAddress, keeps_to_the_internet) {
    for (auto address : {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255",
                         "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"})
        EXPECT_TRUE(is_public(*Address::parse(address))) << address;
    for (auto address : {"0.0.0.0",       "10.1.2.3",        "100.64.0.1",       "127.0.0.1",        "127.255.255.254",
                         "168.63.129.16", "169.254.169.254", "172.16.0.1",       "172.31.255.255",   "192.168.1.1",
                         "192.0.0.192",   "198.18.0.1",      "224.0.0.1",        "255.255.255.255",  "::",
                         "::1",           "::7f00:1",        "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::10.0.0.1",
                         "64:ff9b:1::1",  "2001::1",         "2002:7f00:1::",    "fc00::1",          "fd00:ec2::254",
                         "fe80::1",       "fec0::1",         "ff02::1"})
        EXPECT_FALSE(is_public(*Address::parse(address))) << address;
}

class HttpClient : public testing::ServerTest {
  protected:
    HttpClient() {
        client.allowed_hosts = {"127.0.0.1"};
        client.timeout = std::chrono::seconds{5};
        application.handler = [this](Request request, Respond respond) {
            Response response;
            auto text = [&](std::string_view name) { return std::string(request.headers.get(name)); };
            response.body = fmt::format("{} {} {} [{}] [{}]", to_string(request.method), request.path, request.body, text("authorization"),
                                        text("x-custom"));
            response.headers.add("X-Answer", "  yes ");
            if (request.path == "/long") response.body = std::string(100'000, 'a');
            if (auto status = request.query_value("status"); !status.empty()) response.status = std::stoi(std::string(status));
            if (auto target = request.query_value("to"); !target.empty()) response.headers.add("Location", std::string(target));
            if (request.path != "/never") return respond(std::move(response));
            kept = respond;
        };
    }
    std::string url(std::string_view rest, std::string_view host = "127.0.0.1") {
        return fmt::format("http://{}:{}{}", host, server->port(), rest);
    }
    std::string problem_of(const std::string& target) {
        try {
            fetch({.url = target}, client);
            return "none";
        } catch (const Problem& problem) { return problem.code; }
    }

    ClientOptions client;
    Respond kept;
};

TEST_F(HttpClient, posts_and_reads_the_answer) {
    start();
    ClientRequest request{.method = Method::post, .url = url("/hook"), .headers = {}, .body = "{}"};
    request.headers.add("X-Custom", "1");
    request.headers.add("Authorization", "secret");
    auto response = fetch(request, client);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "POST /hook {} [secret] [1]");
    EXPECT_EQ(response.headers.get("x-answer"), "yes");
    for (auto method : {Method::put, Method::patch, Method::delete_, Method::options})
        EXPECT_TRUE(fetch({.method = method, .url = url("/")}, client).body.starts_with(to_string(method)));
    EXPECT_EQ(fetch({.method = Method::head, .url = url("/")}, client).body, "");
}

TEST_F(HttpClient, any_status_is_an_answer) {
    start();
    EXPECT_EQ(fetch({.url = url("/?status=404")}, client).status, 404);
    EXPECT_EQ(fetch({.url = url("/?status=503")}, client).status, 503);
}

TEST_F(HttpClient, what_is_not_public_is_not_even_connected_to) {
    start();
    client.allowed_hosts = {};
    for (auto host :
         {"127.0.0.1", "localhost", "0x7f.1", "2130706433", "017700000001", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::]", "127.1"})
        EXPECT_EQ(problem_of(url("/", host)), "platform.destination_refused") << host;
    EXPECT_EQ(problem_of("http://169.254.169.254/latest/meta-data"), "platform.destination_refused");
    EXPECT_EQ(server->statistics().requests, 0);
    for (auto bad : {"file:///etc/passwd", "gopher://127.0.0.1/", "", "http://", "//x", "http://a b/"})
        EXPECT_EQ(problem_of(bad), "platform.bad_url") << bad;
}

TEST_F(HttpClient, names_addresses_and_blocks_may_be_allowed) {
    start();
    client.allowed_hosts = {"LOCALHOST"};
    EXPECT_EQ(fetch({.url = url("/", "localhost")}, client).status, 200);
    EXPECT_EQ(problem_of(url("/")), "platform.destination_refused");
    client.allowed_hosts = {"127.0.0.0/8"};
    EXPECT_EQ(fetch({.url = url("/", "localhost")}, client).status, 200);
}

TEST_F(HttpClient, every_hop_is_guarded) {
    start();
    client.allowed_hosts = {"localhost"};
    EXPECT_EQ(problem_of(url("/?status=302&to=" + percent_encode(url("/secret")), "localhost")), "platform.destination_refused");
    EXPECT_EQ(problem_of(url("/?status=302&to=http://169.254.169.254/", "localhost")), "platform.destination_refused");
    EXPECT_EQ(problem_of(url("/?status=302&to=file:///etc/passwd", "localhost")), "platform.bad_url");
}

TEST_F(HttpClient, redirects_are_followed_as_browsers_do) {
    start();
    client.allowed_hosts = {"127.0.0.0/8"};
    ClientRequest request{.method = Method::post, .url = url("/?status=303&to=/next"), .headers = {}, .body = "x"};
    request.headers.add("Authorization", "secret");
    auto response = fetch(request, client);
    EXPECT_EQ(response.body, "GET /next  [secret] []");
    EXPECT_EQ(response.url, url("/next"));
    request.url = url("/?status=307&to=/next");
    EXPECT_EQ(fetch(request, client).body, "POST /next x [secret] []");
    request.url = url("/?status=307&to=" + percent_encode(url("/next", "localhost")));
    EXPECT_EQ(fetch(request, client).body, "POST /next x [] []") << "another host does not get the credentials";
    EXPECT_EQ(problem_of(url("/?status=302&to=" + percent_encode("/?status=302&to=" + percent_encode("/?status=302&to=/a")))), "none");
    client.max_redirects = 1;
    EXPECT_EQ(problem_of(url("/?status=302&to=" + percent_encode("/?status=302&to=/a"))), "platform.too_many_redirects");
    client.max_redirects = 0;
    EXPECT_EQ(fetch({.url = url("/?status=302&to=/a")}, client).status, 302);
}

TEST_F(HttpClient, a_long_answer_is_cut) {
    start();
    client.max_response_bytes = 1000;
    auto response = fetch({.url = url("/long")}, client);
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.truncated);
    EXPECT_EQ(response.body, std::string(1000, 'a'));
    client.max_response_bytes = 100'000;
    EXPECT_FALSE(fetch({.url = url("/long")}, client).truncated);
}

TEST_F(HttpClient, gives_up_in_time) {
    start();
    client.timeout = std::chrono::milliseconds{200};
    EXPECT_EQ(problem_of(url("/never")), "platform.unreachable");
    server->stop(std::chrono::seconds{0});
    kept({});
    EXPECT_EQ(problem_of(url("/")), "platform.unreachable") << "nobody listens";
}

TEST_F(HttpClient, a_header_can_not_smuggle_another) {
    start();
    ClientRequest request{.url = url("/")};
    request.headers.add("X-Custom", "a\r\nX-Other: b");
    EXPECT_THROW(fetch(request, client), Problem);
}

}  // namespace
}  // namespace goodhost::http
