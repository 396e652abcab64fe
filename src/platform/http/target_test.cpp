#include "platform/http/target.hpp"

#include <gtest/gtest.h>

namespace goodhost::http {
namespace {

std::string path_of(std::string_view target) {
    auto parsed = parse_target(target);
    return parsed ? parsed->path : "refused";
}

TEST(Target, paths_are_decoded_and_normalised) {
    EXPECT_EQ(path_of("/"), "/");
    EXPECT_EQ(path_of("*"), "/");
    EXPECT_EQ(path_of("/a/b"), "/a/b");
    EXPECT_EQ(path_of("/a/b/"), "/a/b/");
    EXPECT_EQ(path_of("/a//b"), "/a/b");
    EXPECT_EQ(path_of("/a/./b/."), "/a/b/");
    EXPECT_EQ(path_of("/a/../b"), "/b");
    EXPECT_EQ(path_of("/a/.."), "/");
    EXPECT_EQ(path_of("/%ED%95%9C%20x"), "/\xED\x95\x9C x");
    EXPECT_EQ(path_of("/a+b"), "/a+b");
    EXPECT_EQ(path_of("/.../..a"), "/.../..a");
    EXPECT_EQ(path_of("http://host"), "/");
    EXPECT_EQ(path_of("http://host?a=b"), "/");
    EXPECT_EQ(path_of("HTTPS://host/x"), "/x");
}

TEST(Target, what_leads_astray_is_refused) {
    for (auto bad : {"",    "a",           "/..",       "/a/../..", "/%2e%2e", "/.%2e/",  "/a%2f..%2f..", "/%",
                     "/%2", "/%zz",        "/%00",      "/%1f",     "/%7f",    "/%c0%ae", "/%ed%a0%80",   "/%f5%80%80%80",
                     "/#",  "ftp://host/", "http:///x", "host:443", "/?a=%00", "/?a=%ff", "/?a=%"})
        EXPECT_EQ(path_of(bad), "refused") << bad;
}

TEST(Target, queries_are_decoded_in_order) {
    auto query = parse_target("/?b=1&a=x+y%2B&b=&c&=d&&e=f=g")->query;
    std::vector<std::pair<std::string, std::string>> expected{{"b", "1"}, {"a", "x y+"}, {"b", ""}, {"c", ""}, {"", "d"}, {"e", "f=g"}};
    EXPECT_EQ(query, expected);
}

TEST(Host, is_lower_case_without_port) {
    EXPECT_EQ(parse_host("Desk.Example.COM:8080"), "desk.example.com");
    EXPECT_EQ(parse_host("desk.example."), "desk.example");
    EXPECT_EQ(parse_host("[2001:DB8::1]:80"), "[2001:DB8::1]");
    for (auto bad : {"", ":80", "a b", "a/b", "a@b", "a:b", "[::1", "[x]", "a,b", "h\xC3\xA9"})
        EXPECT_EQ(parse_host(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace goodhost::http
