#include <gtest/gtest.h>

#include "app/house.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {
namespace {

using http::Method;

struct ConsumerRetryTest : ::testing::TestWithParam<db::Dialect> {
    testing::House house{GetParam()};
    int handled = 0;
    bool fails = false;
    trail::Consumers consumers{house.database(),
                               house.system(),
                               {{.name = "test.follower",
                                 .types = {"test."},
                                 .handle =
                                     [this](auto&, auto&, auto&) {
                                         if (fails) throw std::runtime_error("still broken");
                                         ++handled;
                                     }}},
                               "test"};

    ConsumerRetryTest() { house.system().services.consumers = &consumers; }
    ~ConsumerRetryTest() override { house.system().services.consumers = nullptr; }
    int retry(const std::string& name, const std::string& role = "owner") {
        return house.call(Method::post, "/api/v1/consumers/" + name + "/retry", role).status;
    }
    std::size_t aside() {
        return house.database().read([](db::Reader& reader) { return trail::failures(reader, 0, 10); }).size();
    }
};
INSTANTIATE_TEST_SUITE_P(databases, ConsumerRetryTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(ConsumerRetryTest, what_was_set_aside_is_handled_when_an_administrator_says_so) {
    static constexpr std::string_view text =
        "INSERT INTO trail_failures (consumer, \"transaction\", sequence, error, failed_at) "
        "SELECT 'test.follower', 0, MAX(sequence), 'broken', 1 FROM trail_entries";
    const db::Statement set_aside{"set_aside", text, text};
    house.database().write([&](db::Tx& tx) { trail::append(tx, house.system(), "test/1", "test.happened", http::Empty{}); });
    house.database().write([&](db::Tx& tx) { tx.execute(set_aside); });
    fails = true;
    EXPECT_EQ(retry("test.follower"), 409);
    EXPECT_EQ(aside(), 1u);
    fails = false;
    EXPECT_EQ(retry("test.follower", "agent"), 403);
    EXPECT_EQ(retry("another"), 404);
    EXPECT_LT(retry("test.follower"), 300);
    EXPECT_EQ(handled, 1);
    EXPECT_EQ(aside(), 0u);
    EXPECT_EQ(retry("test.follower"), 404);
}

TEST_P(ConsumerRetryTest, what_others_set_aside_before_does_not_stand_in_the_way) {
    static constexpr std::string_view text =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2100) "
        "INSERT INTO trail_failures (consumer, \"transaction\", sequence, error, failed_at) "
        "SELECT CASE WHEN i IN (50, 2050) THEN 'test.follower' ELSE 'test.other' END, 0, (SELECT MAX(sequence) FROM trail_entries), "
        "'broken', 1 "
        "FROM n";
    const db::Statement set_aside{"set_aside", text, text};
    house.database().write([&](db::Tx& tx) { trail::append(tx, house.system(), "test/1", "test.happened", http::Empty{}); });
    house.database().write([&](db::Tx& tx) { tx.execute(set_aside); });
    EXPECT_LT(retry("test.follower"), 300);
    EXPECT_EQ(handled, 2);
    EXPECT_EQ(retry("test.follower"), 404);
}

}  // namespace
}  // namespace goodhost::app
