#include <gtest/gtest.h>

#include "platform/http/http.hpp"

namespace goodhost::http {
namespace {

TEST(HttpHeaders, are_compared_without_case_and_keep_their_order) {
    Headers headers;
    headers.add("Set-Cookie", "a");
    headers.add("X", "1");
    headers.add("set-cookie", "b");
    EXPECT_EQ(headers.get("SET-COOKIE"), "a");
    EXPECT_TRUE(headers.has("x"));
    EXPECT_FALSE(headers.has("y"));
    headers.set("Set-cookie", "c");
    std::vector<std::pair<std::string, std::string>> expected{{"Set-Cookie", "c"}, {"X", "1"}};
    EXPECT_EQ(headers.items(), expected);
}

TEST(HttpRequest, finds_cookies) {
    Request request;
    request.headers.add("Cookie", "a=1; session=\"xyz\" ;b=c=d; flag");
    request.headers.add("Cookie", "late=2");
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("session"), "xyz");
    EXPECT_EQ(request.cookie("b"), "c=d");
    EXPECT_EQ(request.cookie("late"), "2");
    EXPECT_EQ(request.cookie("flag"), "");
    EXPECT_EQ(request.cookie("A"), "");
}

TEST(PercentCoding, goes_there_and_back) {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    EXPECT_EQ(percent_decode(percent_encode(all), true), all);
    EXPECT_EQ(percent_encode("a b/c?~"), "a%20b%2Fc%3F~");
    EXPECT_EQ(percent_decode("a+b%2b%zz%4", true), "a b+%zz%4");
    EXPECT_EQ(percent_decode("a+b", false), "a+b");
}

}  // namespace
}  // namespace goodhost::http
