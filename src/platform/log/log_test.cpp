#include "platform/log/log.hpp"

#include <gtest/gtest.h>

#include "platform/json/json.hpp"

namespace goodhost::log {
namespace {

std::string captured(const std::function<void()>& act) {
    testing::internal::CaptureStderr();
    act();
    return testing::internal::GetCapturedStderr();
}

struct Line {
    std::string level, event, path;
    std::int64_t status = 0;
};
BOOST_DESCRIBE_STRUCT(Line, (), (level, event, path, status))

TEST(Log, a_line_is_one_json_object_whatever_the_fields_hold) {
    auto text = captured([] { info("request", {{"path", "/a\n{\"level\":\"x\"}"}, {"status", 200}}); });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
    auto line = json::from_json<Line>(text);
    EXPECT_EQ(line.level, "info");
    EXPECT_EQ(line.path, "/a\n{\"level\":\"x\"}");
    EXPECT_EQ(line.status, 200);
}

TEST(Log, lines_below_the_level_are_not_written) {
    EXPECT_EQ(captured([] { debug("detail"); }), "");
    set_level(Level::error);
    EXPECT_EQ(captured([] { warning("odd"); }), "");
    set_level(Level::info);
}

}  // namespace
}  // namespace goodhost::log
