#include "platform/http/answer.hpp"

#include <fmt/format.h>

#include <fstream>

#include "platform/http/server_fixture.hpp"

namespace goodhost::http {
namespace {

TEST(Range, is_read_as_rfc_9110_says) {
    auto range = [](std::string_view field) {
        auto part = parse_range(field, 100);
        return part ? fmt::format("{}+{}", part->first, part->length) : "ignored";
    };
    EXPECT_EQ(range("bytes=0-9"), "0+10");
    EXPECT_EQ(range("Bytes=90-"), "90+10");
    EXPECT_EQ(range("bytes=-5"), "95+5");
    EXPECT_EQ(range("bytes=-500"), "0+100");
    EXPECT_EQ(range("bytes=10-10"), "10+1");
    EXPECT_EQ(range("bytes=99-200"), "99+1");
    EXPECT_EQ(range("bytes=100-"), "0+0");
    EXPECT_EQ(range("bytes=-0"), "100+0");
    EXPECT_EQ(range("bytes=9-0"), "ignored");
    EXPECT_EQ(range("bytes=0-1,5-6"), "ignored");
    EXPECT_EQ(range("bytes=a-"), "ignored");
    EXPECT_EQ(range("bytes=-"), "ignored");
    EXPECT_EQ(range("bytes=99999999999999999999-"), "ignored");
    EXPECT_EQ(range("lines=0-9"), "ignored");
    EXPECT_EQ(parse_range("bytes=0-", 0)->length, 0u);
}

TEST(Etag, is_compared_weakly) {
    EXPECT_TRUE(matches_etag(R"("a")", R"("a")"));
    EXPECT_TRUE(matches_etag(R"("b", W/"a")", R"("a")"));
    EXPECT_TRUE(matches_etag(R"("a")", R"(W/"a")"));
    EXPECT_TRUE(matches_etag("*", R"("a")"));
    EXPECT_FALSE(matches_etag(R"("b")", R"("a")"));
    EXPECT_FALSE(matches_etag("a", R"("a")"));
    EXPECT_FALSE(matches_etag(R"("a)", R"("a")"));
    EXPECT_FALSE(matches_etag("*", ""));
}

class HttpAnswer : public testing::ServerTest {
  protected:
    HttpAnswer() {
        bytes.resize(300'000);
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>('a' + i % 26);
        path = ::testing::TempDir() + fmt::format("goodhost-answer-{}", ::getpid());
        std::ofstream(path, std::ios::binary) << bytes;
        application.handler = [this](Request request, Respond respond) {
            Response response;
            response.headers.add("ETag", R"("v1")");
            response.headers.add("Content-Type", "text/plain");
            response.headers.add("Cache-Control", "private");
            if (request.path == "/file") response.file = FileBody{path, bytes.size()};
            if (request.path == "/gone") response.file = FileBody{path + ".gone", 10};
            if (request.path == "/static") response.static_body = bytes;
            if (request.path == "/ranges") response.body = "0123456789";
            response.ranges = request.path == "/ranges";
            respond(std::move(response));
        };
    }
    ~HttpAnswer() override { ::unlink(path.c_str()); }

    testing::RawResponse get(std::string_view target, std::string_view fields = {}) {
        return ask(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\n{}\r\n", target, fields));
    }

    std::string bytes, path;
};

TEST_F(HttpAnswer, an_unchanged_body_is_not_sent_again) {
    auto answer = get("/static", "If-None-Match: \"v0\", W/\"v1\"\r\n");
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(answer.field("etag"), R"("v1")");
    EXPECT_EQ(answer.field("cache-control"), "private");
    EXPECT_EQ(answer.field("content-type"), "");
    EXPECT_EQ(answer.field("content-length"), "");
    EXPECT_EQ(get("/static", "If-None-Match: \"v2\"\r\n").body, bytes);
}

TEST_F(HttpAnswer, files_are_streamed_whole_or_in_part) {
    auto whole = get("/file");
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.field("accept-ranges"), "bytes");
    EXPECT_EQ(whole.body, bytes);
    auto part = get("/file", "Range: bytes=100000-299998\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.field("content-range"), "bytes 100000-299998/300000");
    EXPECT_EQ(part.body, bytes.substr(100000, 199999));
    EXPECT_EQ(get("/file", "Range: bytes=-3\r\n").body, bytes.substr(299997));
}

TEST_F(HttpAnswer, a_range_beyond_the_end_is_416) {
    auto answer = get("/ranges", "Range: bytes=10-\r\n");
    EXPECT_EQ(answer.status, 416);
    EXPECT_EQ(answer.field("content-range"), "bytes */10");
    EXPECT_EQ(answer.body, "");
}

TEST_F(HttpAnswer, ranges_are_answered_only_where_they_may_be) {
    EXPECT_EQ(get("/ranges", "Range: bytes=2-3\r\n").body, "23");
    EXPECT_EQ(get("/static", "Range: bytes=2-3\r\n").status, 200);
    EXPECT_EQ(get("/ranges", "Range: bytes=2-3,5-6\r\n").status, 200);
    EXPECT_EQ(ask("POST /ranges HTTP/1.1\r\nHost: x\r\nRange: bytes=2-3\r\n\r\n").status, 200);
}

TEST_F(HttpAnswer, if_range_asks_for_the_same_version) {
    EXPECT_EQ(get("/ranges", "Range: bytes=2-3\r\nIf-Range: \"v1\"\r\n").status, 206);
    EXPECT_EQ(get("/ranges", "Range: bytes=2-3\r\nIf-Range: \"v0\"\r\n").status, 200);
    EXPECT_EQ(get("/ranges", "Range: bytes=2-3\r\nIf-Range: W/\"v1\"\r\n").status, 200);
    EXPECT_EQ(get("/ranges", "Range: bytes=2-3\r\nIf-Range: Sat, 01 Jan 2000 00:00:00 GMT\r\n").status, 200);
}

TEST_F(HttpAnswer, head_of_a_file_tells_its_size) {
    start();
    auto client = connect();
    client.send("HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.receive(true).field("content-length"), "300000");
    client.send("HEAD /ranges HTTP/1.1\r\nHost: x\r\nRange: bytes=2-3\r\n\r\n");
    EXPECT_EQ(client.receive(true).field("content-length"), "10");
    client.send("HEAD /ranges HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n");
    EXPECT_EQ(client.receive(true).status, 304);
}

TEST_F(HttpAnswer, a_file_that_is_gone_is_500) { EXPECT_EQ(get("/gone").status, 500); }

TEST_F(HttpAnswer, no_content_has_no_length) {
    application.handler = [](Request, Respond respond) { respond({.status = 204, .body = "ignored"}); };
    start();
    auto client = connect();
    auto answer = client.exchange("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.field("content-length"), "");
    EXPECT_EQ(client.exchange("DELETE / HTTP/1.1\r\nHost: x\r\n\r\n").status, 204);
}

}  // namespace
}  // namespace goodhost::http
