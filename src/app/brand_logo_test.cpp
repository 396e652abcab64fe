#include <gtest/gtest.h>

#include "app/house.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using namespace std::string_literals;

struct BrandLogoTest : ::testing::TestWithParam<db::Dialect> {
    testing::House house{GetParam()};
    const std::string path = "/api/v1/brands/1/logo";
    const std::string picture = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"s;
};
INSTANTIATE_TEST_SUITE_P(databases, BrandLogoTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(BrandLogoTest, is_shown_and_stands_on_the_trail) {
    EXPECT_EQ(house.call(Method::get, path, "owner").status, 404);
    EXPECT_EQ(house.call(Method::put, path, "owner", "<svg xmlns='http://www.w3.org/2000/svg'/>").status, 422);
    EXPECT_EQ(house.call(Method::put, path, "agent", picture).status, 403);
    EXPECT_EQ(house.call(Method::put, path, "owner", picture).status, 200);
    EXPECT_EQ(house.call(Method::get, path, "owner").body, picture);
    auto entries = house.database().read([](db::Reader& reader) { return trail::read_stream(reader, "brand/1", 0, 100); });
    ASSERT_FALSE(entries.empty());
    EXPECT_EQ(entries.back().type, "brands.changed");
}

}  // namespace
}  // namespace goodhost::app
