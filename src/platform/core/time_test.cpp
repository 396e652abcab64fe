#include "platform/core/time.hpp"

#include <gtest/gtest.h>

namespace goodhost {
namespace {

struct Written {
    std::int64_t millis;
    std::string text;
};

TEST(Rfc3339Test, an_instant_is_written_as_it_is_read) {
    const Written cases[] = {{0, "1970-01-01T00:00:00Z"},
                             {1, "1970-01-01T00:00:00.001Z"},
                             {-1, "1969-12-31T23:59:59.999Z"},
                             {1'709'164'799'000, "2024-02-28T23:59:59Z"},
                             {1'709'251'199'010, "2024-02-29T23:59:59.010Z"},
                             {-62'167'219'200'000, "0000-01-01T00:00:00Z"},
                             {253'402'300'799'999, "9999-12-31T23:59:59.999Z"}};
    for (auto& [millis, text] : cases) {
        EXPECT_EQ(to_rfc3339(from_millis(millis)), text);
        EXPECT_EQ(parse_rfc3339(text), from_millis(millis)) << text;
    }
}

TEST(Rfc3339Test, a_year_of_five_digits_is_written_out) {
    EXPECT_EQ(to_rfc3339(from_millis(253'402'300'800'000)), "10000-01-01T00:00:00Z");
}

}  // namespace
}  // namespace goodhost
