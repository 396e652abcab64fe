#include <list>

#include "tickets/filter.hpp"
#include "tickets/list.hpp"
#include "tickets/queries.hpp"
#include "tickets/tickets_fixture.hpp"
#include "tickets/views.hpp"

namespace goodhost::tickets {
namespace {

struct CostTest : TicketsFixture {
    Context sara() {
        return database->read([&](db::Reader& reader) { return accounts::acting_as_agent(reader, system(), {2}); });
    }
    template <class F>
    std::int64_t statements_of(F&& use) {
        auto before = database->statistics().statements;
        use();
        return database->statistics().statements - before;
    }
    /// How SQLite would run a built-in view.
    std::string plan_of(const std::string& key, std::optional<Sort> sort, const Context& context) {
        return database->read([&](db::Reader& reader) {
            auto view = get_view(reader, context, key);
            db::Query query(sql::list_tickets, 2);
            add_conditions(query, reader, context, parse_search(view.query, clock.now()));
            add_page(query, {sort.value_or(view.sort), 51, ""});
            auto& text = texts_.emplace_back("EXPLAIN QUERY PLAN " + query.text(reader.dialect()));
            std::string plan;
            reader.run(db::Statement{text, text, text}, query.values(), [&](db::Cursor& row) { plan += std::string(row.text(3)) + "\n"; });
            return plan;
        });
    }
    std::list<std::string> texts_;
};
INSTANTIATE_TEST_SUITE_P(databases, CostTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(CostTest, statements_per_use_case_stay_few) {
    auto id = open();
    for (int i = 0; i < 10; ++i) reply(As::sara, id), say_as_contact(1, id, "more");
    auto context = sara();
    auto list = statements_of([&] { database->read([&](db::Reader& reader) { list_tickets(reader, context, ListInput{}); }); });
    auto page = statements_of([&] { database->read([&](db::Reader& reader) { get_ticket(reader, context, {id}); }); });
    EXPECT_LE(list, 3);
    EXPECT_LE(page, 8);
    NewTicket input;
    input.brand = BrandId{1};
    input.contact = {1};
    input.subject = "Cheap";
    input.body = make_body({}, "Words");
    auto creation = statements_of([&] { database->write([&](db::Tx& tx) { open_ticket(tx, context, input); }); });
    NewMessage message;
    message.body = make_body({}, "Words");
    auto answer = statements_of([&] { database->write([&](db::Tx& tx) { add_message(tx, context, {id}, message); }); });
    // Where an entry stands in its stream is looked up and then written on SQLite: two statements are cheaper there than one that returns.
    const int place = GetParam() == db::Dialect::sqlite ? 2 : 1;
    EXPECT_LE(creation, 9 + place);
    EXPECT_LE(answer, 9 + place);
    std::printf("statements: list %ld, ticket %ld, creation %ld, reply %ld\n", static_cast<long>(list), static_cast<long>(page),
                static_cast<long>(creation), static_cast<long>(answer));
}

TEST_P(CostTest, built_in_views_are_read_from_an_index_in_order) {
    if (GetParam() != db::Dialect::sqlite) GTEST_SKIP() << "plans of PostgreSQL depend on the size of the tables";
    auto context = sara();
    for (auto key : {"mine", "unassigned", "at_risk", "open", "waiting", "on_hold", "snoozed", "resolved", "all"}) {
        auto plan = plan_of(key, {}, context);
        EXPECT_FALSE(plan.contains("SCAN t\n")) << key << "\n" << plan;
        EXPECT_FALSE(plan.contains("TEMP B-TREE")) << key << "\n" << plan;
    }
    for (auto sort : {Sort::owed, Sort::updated, Sort::created}) {
        auto plan = plan_of("all", sort, context);
        EXPECT_FALSE(plan.contains("TEMP B-TREE")) << plan;
    }
}

}  // namespace
}  // namespace goodhost::tickets
