#include <gtest/gtest.h>

#include "app/house.hpp"
#include "platform/seed_plan.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {
namespace {

class SeedTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    static void tell(testing::House& house, std::uint64_t number) {
        SeedPlan plan{SeedSize::small, number, house.clock().now(), std::mt19937_64(number), {}};
        for (auto& step : house.registry().seeds()) step.run(house.system(), plan);
    }
    /// What differs each time is left out: salted hashes and what is made of them.
    static std::string dump_of(testing::House& house) {
        auto out = house.dump({"agents", "contacts", "tokens", "sessions", "trail_entries", "trail_heads"});
        house.database().read([&](db::Reader& reader) {
            trail::Position at;
            while (true) {
                auto entries = trail::read_after(reader, at, 1000);
                if (entries.empty()) return;
                at = entries.back().position();
                for (auto& e : entries)
                    out += e.stream + "|" + e.type + "|" + e.actor_name + "|" + to_rfc3339(e.at) + "|" + e.payload + "\n";
            }
        });
        return out;
    }
    std::set<std::string> distinct(const char* sql) {
        return house.database().read([&](db::Reader& reader) {
            db::Statement statement{sql, sql, sql};
            auto values = reader.list<std::string>(statement);
            return std::set<std::string>(values.begin(), values.end());
        });
    }
    std::int64_t count(const char* sql) {
        return house.database().read([&](db::Reader& reader) {
            db::Statement statement{sql, sql, sql};
            return reader.get<std::int64_t>(statement);
        });
    }
    testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(databases, SeedTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(SeedTest, the_same_number_tells_the_same_host) {
    testing::House other(GetParam());
    tell(house, 7);
    tell(other, 7);
    auto told = dump_of(house);
    EXPECT_GT(told.size(), 1'000'000u);
    EXPECT_TRUE(told == dump_of(other));
}

TEST_P(SeedTest, every_state_channel_and_language_occurs_and_the_trail_is_intact) {
    tell(house, 1);
    EXPECT_EQ(distinct("SELECT DISTINCT status FROM tickets"),
              (std::set<std::string>{"new", "open", "waiting", "on_hold", "resolved", "closed"}));
    EXPECT_EQ(distinct("SELECT DISTINCT queue FROM tickets"),
              (std::set<std::string>{"open", "waiting", "on_hold", "snoozed", "resolved", "closed", "merged"}));
    EXPECT_EQ(distinct("SELECT DISTINCT severity FROM tickets"), (std::set<std::string>{"critical", "high", "normal", "low"}));
    EXPECT_EQ(distinct("SELECT DISTINCT channel FROM tickets"), (std::set<std::string>{"portal", "email", "chat", "phone", "api"}));
    EXPECT_EQ(distinct("SELECT DISTINCT kind FROM messages"), (std::set<std::string>{"message", "note", "report"}));
    EXPECT_EQ(distinct("SELECT DISTINCT c.locale FROM tickets t JOIN contacts c ON c.id = t.contact_id"),
              (std::set<std::string>{"en", "ko", "cy", "uz", "bn"}));
    EXPECT_EQ(count("SELECT COUNT(*) FROM services"), 200);
    EXPECT_EQ(count("SELECT COUNT(*) FROM customers"), 61);  // with the house's own
    EXPECT_EQ(count("SELECT COUNT(*) FROM servers WHERE kind = 'server'"), 14);
    EXPECT_GE(count("SELECT COUNT(*) FROM tickets WHERE merged_into IS NULL"), 290);
    EXPECT_TRUE(trail::verify(house.database()).faults.empty());
}

TEST_P(SeedTest, nothing_is_told_of_tomorrow_and_nobody_is_unattended_for_a_day) {
    tell(house, 1);
    auto now = to_millis(house.clock().now());
    EXPECT_LE(count("SELECT MAX(created_at) FROM messages"), now);
    EXPECT_GT(count("SELECT MIN(unanswered_since) FROM tickets WHERE is_open = 1"), now - 24 * 3'600'000);
    EXPECT_GT(count("SELECT MIN(owed_since) FROM tickets"), now - 24 * 3'600'000);
    EXPECT_GT(count("SELECT MIN(next_report_at) FROM tickets WHERE status = 'on_hold'"), now);
    EXPECT_EQ(count("SELECT COUNT(*) FROM messages WHERE body_text LIKE '%{%}%'"), 0);
}

}  // namespace
}  // namespace goodhost::app
