#include "platform/log/log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <thread>
#include <vector>

#include "platform/json/json.hpp"

namespace goodhost::log {
namespace {

std::string captured(const std::function<void()>& act) {
    testing::internal::CaptureStderr();
    act();
    return testing::internal::GetCapturedStderr();
}

/// Tests of other parts are silent from the moment on at which they first want to be.
struct Log : testing::Test {
    Log() { set_level(Level::info); }
};

struct Line {
    std::string level, event, path;
    std::int64_t status = 0;
};
BOOST_DESCRIBE_STRUCT(Line, (), (level, event, path, status))

TEST_F(Log, a_line_is_one_json_object_whatever_the_fields_hold) {
    auto text = captured([] { info("request", {{"path", "/a\n{\"level\":\"x\"}"}, {"status", 200}}); });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
    auto line = json::from_json<Line>(text);
    EXPECT_EQ(line.level, "info");
    EXPECT_EQ(line.path, "/a\n{\"level\":\"x\"}");
    EXPECT_EQ(line.status, 200);
}

TEST_F(Log, flags_and_numbers_are_json_and_texts_are_cut) {
    auto text = captured([] { info("x", {{"tls", true}, {"share", 0.5}, {"none", std::nan("")}}); });
    EXPECT_TRUE(text.ends_with(R"("tls":true,"share":0.5,"none":null})"
                               "\n"))
        << text;
    EXPECT_LT(captured([] { info("x", {{"long", std::string(100'000, 'a')}}); }).size(), 4300u);
}

TEST_F(Log, lines_of_many_threads_do_not_mix) {
    auto text = captured([] {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                for (int round = 0; round < 50; ++round) info("tick", {{"round", round}});
            });
    });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 200);
    for (std::size_t from = 0; from < text.size(); from = text.find('\n', from) + 1)
        EXPECT_TRUE(text.substr(from).starts_with(R"({"at":)"));
}

TEST_F(Log, lines_below_the_level_are_not_written) {
    EXPECT_EQ(captured([] { debug("detail"); }), "");
    set_level(Level::error);
    EXPECT_EQ(captured([] { warning("odd"); }), "");
    set_level(Level::info);
}

}  // namespace
}  // namespace goodhost::log
