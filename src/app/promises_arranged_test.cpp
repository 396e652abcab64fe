#include <algorithm>
#include <stdexcept>

#include "app/promises_house.hpp"
#include "promises/arranged.hpp"
#include "promises/settings.hpp"

namespace goodhost::app {
namespace {

using testing::PromisesHouse;

class ArrangedTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(databases, ArrangedTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(ArrangedTest, what_is_arranged_holds_as_the_transaction_sees_it) {
    auto minutes_of = [](db::Reader& reader) {
        auto all = promises::arranged(reader);
        return std::ranges::find(all->policies, "Normal", &promises::Policy::name)->targets.first_response->minutes;
    };
    auto seen = [&] { return house.database().read(minutes_of); };
    auto change = [&](db::Tx& tx, std::int64_t minutes) {
        auto list = promises::list_policies(tx, house.system(), {});
        auto policy = *std::ranges::find(list.items, "Normal", &promises::Policy::name);
        policy.targets.first_response->minutes = minutes;
        promises::change_policy(tx, house.system(), {.policy_id = policy.id, .targets = {true, policy.targets}});
        EXPECT_EQ(minutes_of(tx), minutes);
    };
    EXPECT_EQ(seen(), 240);
    auto given_up = [&](db::Tx& tx) {
        change(tx, 5);
        throw std::runtime_error("given up");
    };
    EXPECT_THROW(house.database().write(given_up), std::runtime_error);
    EXPECT_EQ(seen(), 240);
    house.database().write([&](db::Tx& tx) { change(tx, 7), change(tx, 6); });
    EXPECT_EQ(seen(), 6);
    // Another house has its own.
    PromisesHouse other{GetParam()};
    EXPECT_EQ(other.database().read(minutes_of), 240);
    EXPECT_EQ(seen(), 6);
}

}  // namespace
}  // namespace goodhost::app
