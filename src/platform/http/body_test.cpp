#include "platform/http/body.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "platform/http/request_parser.hpp"
#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

class HttpBody : public testing::ServerTest {
  protected:
    HttpBody() {
        application.planner = [](const Request& head) {
            return BodyPlan{.limit = head.path == "/big" ? 64u << 20 : 1000, .spool = head.path == "/big"};
        };
        std::filesystem::create_directories(folder);
        options.spool_folder = folder;
    }
    ~HttpBody() override { std::filesystem::remove_all(folder); }

    std::size_t spooled_files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator{}));
    }

    std::string folder = ::testing::TempDir() + fmt::format("goodhost-spool-{}", ::getpid());
};

std::string head(std::string_view path, std::string_view fields) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: x\r\n{}\r\n", path, fields);
}

std::string chunked(std::string_view body, std::mt19937& random) {
    std::string coded;
    while (!body.empty()) {
        auto size = std::min<std::size_t>(body.size(), 1 + random() % 200);
        auto extension = random() % 4 == 0 ? ";name=\"a;\\\"b\"" : "";
        coded += fmt::format("{:x}{}\r\n{}\r\n", size, extension, body.substr(0, size));
        body.remove_prefix(size);
    }
    return coded + "0\r\nTrailer-Field: ignored\r\n\r\n";
}

TEST_F(HttpBody, chunked_bodies_split_anywhere_are_whole) {
    auto seed = std::random_device{}();
    SCOPED_TRACE(fmt::format("seed {}", seed));
    fmt::print("seed {}\n", seed);
    std::mt19937 random(seed);
    application.planner = [](const Request&) { return BodyPlan{.limit = 100'000}; };
    application.handler = [](Request request, Respond respond) { respond({.body = std::move(request.body)}); };
    start();
    auto client = connect();
    for (int round = 0; round < 30; ++round) {
        std::string body(random() % 2000, '\0');
        for (char& c : body) c = static_cast<char>(random() % 256);
        auto bytes = head("/", "Transfer-Encoding: Chunked\r\n") + chunked(body, random);
        for (std::string_view rest = bytes; !rest.empty();) {
            auto part = std::min<std::size_t>(rest.size(), 1 + random() % (round % 3 == 0 ? 5 : 400));
            ASSERT_TRUE(client.send(rest.substr(0, part)));
            rest.remove_prefix(part);
        }
        auto answer = client.receive();
        ASSERT_EQ(answer.status, 200);
        ASSERT_EQ(answer.body, body);
    }
}

TEST(RequestParser, regression_an_empty_chunked_body_may_come_byte_by_byte) {
    for (std::string_view body : {"0\r\n\r\n", "0\r\nx: y\r\n\r\n"}) {
        Request request;
        RequestParser parser(request, 4096);
        const std::string bytes = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body);
        std::string_view waiting;
        for (std::size_t end = 1; end <= bytes.size(); ++end) {
            waiting = std::string_view(bytes).substr(end - waiting.size() - 1, waiting.size() + 1);
            waiting.remove_prefix(parser.feed(waiting));
        }
        EXPECT_TRUE(parser.is_done());
        EXPECT_FALSE(parser.refusal());
    }
}

TEST_F(HttpBody, bad_chunks_are_refused) {
    for (std::string_view bad : {"g\r\n", "3\r\nabcX", "3\r\nabc\n", "-1\r\n", "3 \r\nabc\r\n", "3;\r\nabc\r\n", "3\nabc\r\n",
                                 "0x3\r\nabc\r\n", "fffffffffffffffff\r\n", "3;a=\"\r\nabc\"\r\n", "\r\n", "0\r\nBad Field\r\n\r\n"})
        EXPECT_EQ(status_of(head("/", "Transfer-Encoding: chunked\r\n") + std::string(bad) + "\r\n\r\n"), 400) << bad;
    EXPECT_EQ(status_of(head("/", "Transfer-Encoding: chunked\r\n") + "1;" + std::string(70'000, 'a')), 400) << "an endless extension";
}

TEST_F(HttpBody, a_length_over_the_limit_is_refused_before_the_body_is_read) {
    start();
    auto client = connect();
    auto answer = client.exchange(head("/", "Content-Length: 1001\r\n"));
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_EQ(status_of(head("/", "Content-Length: 1000\r\n") + std::string(1000, 'a')), 200);
}

TEST_F(HttpBody, a_client_that_sends_on_still_reads_the_413) {
    start();
    auto client = connect();
    client.send(head("/", "Content-Length: 3000000\r\n"));
    client.send(std::string(3'000'000, 'a'));
    EXPECT_EQ(client.receive().status, 413);
}

TEST_F(HttpBody, chunks_over_the_limit_are_refused) {
    std::mt19937 random(1);
    EXPECT_EQ(status_of(head("/", "Transfer-Encoding: chunked\r\n") + chunked(std::string(1001, 'a'), random)), 413);
    EXPECT_EQ(status_of(head("/", "Transfer-Encoding: chunked\r\n") + chunked(std::string(1000, 'a'), random)), 200);
}

TEST_F(HttpBody, expect_is_answered_before_the_body) {
    start();
    auto client = connect();
    client.send(head("/", "Expect: 100-continue\r\nContent-Length: 3\r\n"));
    EXPECT_EQ(client.receive_bytes(25), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(client.exchange("abc").body, "POST / abc");
    EXPECT_EQ(client.exchange(head("/", "Expect: 100-continue\r\nContent-Length: 3\r\n") + "abc").body, "POST / abc") << "sent along";
    EXPECT_EQ(client.exchange(head("/", "Expect: 100-continue\r\nContent-Length: 5000\r\n")).status, 413);
    EXPECT_EQ(status_of(head("/", "Expect: tea\r\nContent-Length: 3\r\n")), 417);
}

TEST_F(HttpBody, a_plan_that_throws_answers_500) {
    application.planner = [](const Request&) -> BodyPlan { throw std::runtime_error("broken"); };
    EXPECT_EQ(status_of(head("/", "")), 500);
}

TEST_F(HttpBody, a_refused_or_broken_upload_leaves_no_file) {
    start();
    {
        auto client = connect();
        client.send(head("/big", "Content-Length: 5000\r\n") + "abc");
    }
    EXPECT_EQ(status_of(head("/big", "Transfer-Encoding: chunked\r\n") + "3\r\nabcXY\r\n"), 400);
    server->stop(std::chrono::seconds{1});
    EXPECT_EQ(spooled_files(), 0u);
}

TEST_F(HttpBody, what_a_crash_left_is_swept_at_the_start) {
    for (auto name : {"goodhost-body-old", "goodhost-body-new", "other"}) std::ofstream(folder + "/" + name) << "x";
    for (auto name : {"goodhost-body-old", "other"})
        std::filesystem::last_write_time(folder + "/" + name, std::filesystem::file_time_type::clock::now() - std::chrono::hours{25});
    start();
    EXPECT_FALSE(std::filesystem::exists(folder + "/goodhost-body-old"));
    EXPECT_EQ(spooled_files(), 2u);
}

TEST_F(HttpBody, no_room_to_spool_is_503) {
    options.spool_folder = "/dev/null/none";
    EXPECT_EQ(status_of(head("/big", "Content-Length: 3\r\n") + "abc"), 503);
}

std::size_t read_pattern(char* into, std::size_t size, std::size_t count, void* position) {
    auto& at = *static_cast<std::size_t*>(position);
    auto length = std::min(size * count, (std::size_t{30} << 20) - at);
    for (std::size_t i = 0; i < length; ++i) into[i] = static_cast<char>((at + i) % 251);
    at += length;
    return length;
}

TEST_F(HttpBody, thirty_megabytes_from_curl_are_spooled) {
    bool right = false;
    application.handler = [&](Request request, Respond respond) {
        std::ifstream file(request.spooled->path, std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(file)), {});
        right = request.body.empty() && bytes.size() == request.spooled->size && bytes.size() == std::size_t{30} << 20;
        for (std::size_t i = 0; right && i < bytes.size(); ++i) right = bytes[i] == static_cast<char>(i % 251);
        respond({.status = 201});
    };
    start();
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    auto url = fmt::format("http://127.0.0.1:{}/big", server->port());
    std::size_t position = 0;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, read_pattern);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &position);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 30L);
    EXPECT_EQ(curl_easy_perform(curl.get()), CURLE_OK);
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    EXPECT_EQ(status, 201);
    server->stop(std::chrono::seconds{1});
    EXPECT_TRUE(right);
    EXPECT_EQ(spooled_files(), 0u) << "removed with its last owner";
}

}  // namespace
}  // namespace goodhost::http
