#include <future>

#include "app/promises_house.hpp"
#include "escalation/queries.hpp"
#include "escalation/telling.hpp"

namespace goodhost::app {
namespace {

using escalation::Page;
using escalation::Person;
using testing::PromisesHouse;
using namespace std::chrono_literals;

class EscalationTurnsTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    struct Call {
        Page page;
        std::vector<accounts::AgentId> told;
    };

    PromisesHouse house{GetParam(), {"promises.clocks", "escalation.pages"}};
    db::Database& database = house.database();

    /// A critical ticket at night: who was called for it.
    Call call() {
        house.clock().set(*parse_rfc3339("2026-09-25T02:00:00Z"));
        auto id = house.open(tickets::Severity::critical);
        house.catch_up();
        return database.read([&](db::Reader& reader) {
            auto page = reader.get<Page>(escalation::sql::find_running, id);
            return Call{page, reader.list<accounts::AgentId>(escalation::sql::list_told_agents, page.id)};
        });
    }

    std::int64_t orders(std::string_view kind = escalation::mail_job) {
        auto counts = database.read([](db::Reader& reader) { return jobs::counts(reader); });
        auto found = std::ranges::find(counts, kind, &jobs::Counts::kind);
        return found == counts.end() ? 0 : found->waiting;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, EscalationTurnsTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(EscalationTurnsTest, regression_who_is_told_while_a_mail_is_made_is_mailed) {
    auto [page, told] = call();
    ASSERT_FALSE(told.empty());
    ASSERT_EQ(orders(), 1);
    page.step = 0;
    page.round = 7;
    house.clock().advance(10s);

    // Told again, and not committed before the mail of the first call is made or waits for it.
    std::promise<void> written, released;
    auto go = released.get_future().share();
    std::once_flag once;
    auto telling = std::async(std::launch::async, [&] {
        database.write([&](db::Tx& tx) {
            escalation::tell(tx, house.system(), page, {Person{told.front(), "Lead", "lead@main.test", "en", {}}});
            std::call_once(once, [&] { written.set_value(); });
            go.wait();
        });
    });
    written.get_future().wait();
    auto mailing =
        std::async(std::launch::async, [&] { jobs::Runner(database, house.system(), house.registry().jobs(), "another", 1).run_due(); });
    mailing.wait_for(300ms);
    released.set_value();
    telling.get();
    mailing.get();

    auto waits = database.read([&](db::Reader& reader) { return reader.get<std::int64_t>(escalation::sql::count_waiting, told.front()); });
    EXPECT_TRUE(waits == 0 || orders() == 1) << waits << " wait, and nobody comes for them";
}

TEST_P(EscalationTurnsTest, whom_no_mail_can_be_made_for_keeps_nobody_else_from_being_called) {
    auto told = call().told;
    ASSERT_FALSE(told.empty());

    const accounts::AgentId nobody{999'999};
    database.write([&](db::Tx& tx) {
        jobs::enqueue(tx, house.system(), escalation::mail_job, escalation::OfAgents{{told.front(), nobody}}, {house.clock().now(), {}});
    });
    jobs::Runner(database, house.system(), house.registry().jobs(), "another", 1).run_due();

    auto waits = database.read([&](db::Reader& reader) { return reader.get<std::int64_t>(escalation::sql::count_waiting, told.front()); });
    EXPECT_EQ(waits, 0);
    EXPECT_EQ(orders(escalation::one_mail_job), 1) << "what fails is tried again, alone";
}

}  // namespace
}  // namespace goodhost::app
