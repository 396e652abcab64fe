#include "platform/core/changes.hpp"

#include <gtest/gtest.h>

namespace goodhost {

namespace {

struct Plan {
    std::string name;
    std::optional<std::int64_t> limit;
    std::int64_t price = 0;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (name, limit, price))

struct RatedPlan : Plan {
    std::int64_t rating = 0;
};
BOOST_DESCRIBE_STRUCT(RatedPlan, (Plan), (rating))

struct PlanChange {
    std::int64_t plan_id = 0;
    Patch<std::string> name, owner;
    Patch<std::int64_t> limit, rating;
};
BOOST_DESCRIBE_STRUCT(PlanChange, (), (plan_id, name, owner, limit, rating))

}  // namespace

TEST(changes, only_what_was_sent_is_written) {
    RatedPlan plan{{"Small", 3, 900}, 4};
    PlanChange change;
    change.plan_id = 7;
    change.name = {true, "Middle"};
    change.owner = {true, "nobody"};
    apply_changes(change, plan);
    EXPECT_EQ(plan.name, "Middle");
    EXPECT_EQ(plan.limit, 3);
    EXPECT_EQ(plan.price, 900);
    EXPECT_EQ(plan.rating, 4);
}

TEST(changes, null_clears_and_inherited_fields_are_reached) {
    RatedPlan plan{{"Small", 3, 900}, 4};
    PlanChange change;
    change.name.present = change.limit.present = true;
    change.rating = {true, 5};
    apply_changes(change, plan);
    EXPECT_EQ(plan.name, "");
    EXPECT_EQ(plan.limit, std::nullopt);
    EXPECT_EQ(plan.rating, 5);
}

}  // namespace goodhost
