#include "platform/http/multipart.hpp"

#include <gtest/gtest.h>

#include "platform/core/problem.hpp"

namespace goodhost::http {
namespace {

Request form(std::string body, std::string type = "multipart/form-data; boundary=xyz") {
    Request request;
    request.headers.add("Content-Type", std::move(type));
    request.body = std::move(body);
    return request;
}

TEST(Multipart, fields_and_files_are_told_apart) {
    auto request = form(
        "--xyz\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nSite down\r\n"
        "--xyz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"C:\\\\temp\\\\a%22b.png\"\r\nContent-Type: "
        "image/png\r\n\r\n\x89PNG\r\n--x\r\n--xyz--\r\n");
    Multipart multipart(request);
    ASSERT_EQ(multipart.parts().size(), 2u);
    EXPECT_EQ(multipart.field("subject"), "Site down");
    EXPECT_EQ(multipart.parts()[1].file_name, "a\"b.png");
    EXPECT_EQ(multipart.parts()[1].bytes, "\x89PNG\r\n--x");
    EXPECT_EQ(multipart.fields().size(), 1u);
}

TEST(Multipart, regression_no_chosen_file_is_no_field) {
    auto request = form(
        "--xyz\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nSite down\r\n"
        "--xyz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\nContent-Type: "
        "application/octet-stream\r\n\r\n\r\n--xyz--\r\n");
    Multipart multipart(request);
    EXPECT_EQ(multipart.parts().size(), 1u);
    EXPECT_EQ(multipart.fields().size(), 1u);
}

TEST(Multipart, an_unfinished_or_foreign_body_is_refused) {
    for (auto* body :
         {"", "--xyz", "--xyz\r\n", "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue", "--other\r\n\r\n\r\n--other--"})
        EXPECT_THROW(Multipart(form(body)), Problem) << body;
    EXPECT_THROW(Multipart(form("--xyz--", "multipart/form-data")), Problem);
    EXPECT_THROW(Multipart(form("a=b", "application/x-www-form-urlencoded")), Problem);
}

TEST(Multipart, too_many_parts_are_refused) {
    std::string body;
    for (int i = 0; i < 201; ++i) body += "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
    EXPECT_THROW(Multipart(form(body + "--xyz--")), Problem);
}

}  // namespace
}  // namespace goodhost::http
