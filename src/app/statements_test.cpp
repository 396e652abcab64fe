#include <gtest/gtest.h>

#include "app/slices.hpp"
#include "platform/db/testing.hpp"
#include "platform/registry.hpp"

namespace goodhost::app {
namespace {

class StatementsTest : public ::testing::TestWithParam<db::Dialect> {};
INSTANTIATE_TEST_SUITE_P(databases, StatementsTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(StatementsTest, every_statement_of_every_slice_can_be_prepared) {
    Registry registry;
    register_slices(registry);
    db::testing::TestDatabase database(GetParam(), registry.migrations());
    for (auto* statement : registry.statements()) EXPECT_EQ(db::testing::preparation_error(*database, *statement), "") << statement->name;
    RecordProperty("statements", static_cast<int>(registry.statements().size()));
    EXPECT_GT(registry.statements().size(), 100u);
}

}  // namespace
}  // namespace goodhost::app
