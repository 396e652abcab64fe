#include <list>

#include "platform/db/testing_plans.hpp"
#include "tickets/filter.hpp"
#include "tickets/list.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/tickets_fixture.hpp"
#include "tickets/views.hpp"

namespace goodhost::tickets {
namespace {

#define GOODHOST_MANY "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
// NOLINTBEGIN(bugprone-suspicious-missing-comma): a statement goes over several lines.
constexpr std::string_view many_texts[] = {
    "INSERT INTO customers (id, brand_id, name, created_at) " GOODHOST_MANY "SELECT 100 + i, 1, 'Customer ' || i, 0 FROM n WHERE i <= 4000",
    "INSERT INTO contacts (id, brand_id, customer_id, name, created_at) " GOODHOST_MANY
    "SELECT 100 + i, 1, 100 + i, 'Person ' || i, 0 FROM n WHERE i <= 4000",
    "INSERT INTO contact_addresses (brand_id, email, contact_id, is_primary) " GOODHOST_MANY
    "SELECT 1, 'person' || i || '@many.test', 100 + i, 1 FROM n WHERE i <= 4000",
    "INSERT INTO services (id, brand_id, customer_id, product_id, tier, server_id, primary_domain, created_at) " GOODHOST_MANY
    "SELECT 100 + i, 1, 100 + i, 1, 'shared', 1, 'site' || i || '.test', 0 FROM n WHERE i <= 4000",
    "INSERT INTO tickets (brand_id, subject, category, severity, status, channel, contact_id, customer_id, service_id, assignee_id, "
    "team_id, "
    "created_at, updated_at, unanswered_since, last_message_at, last_message_by, last_message_snippet, queue, is_open, "
    "owed_at) " GOODHOST_MANY
    "SELECT 1, 'Slow', 'slow', CASE WHEN i % 50 = 0 THEN 'critical' ELSE 'normal' END, CASE WHEN i % 20 = 0 THEN 'open' ELSE 'closed' END, "
    "'email', 101 + i % 4000, 101 + i % 4000, 101 + i % 4000, CASE WHEN i % 7 = 0 THEN NULL ELSE 1 + i % 3 END, 1 + i % 2, i * 1000, i * "
    "1000, "
    "CASE WHEN i % 40 = 0 THEN i * 1000 END, i * 1000, 'contact', '', CASE WHEN i % 20 = 0 THEN 'open' ELSE 'closed' END, "
    "CASE WHEN i % 20 = 0 THEN 1 ELSE 0 END, CASE WHEN i % 40 = 0 THEN i * 1000 ELSE 300000000000000 - i * 1000 END FROM n",
    "INSERT INTO ticket_tags (ticket_id, tag) SELECT id, 'seldom' FROM tickets WHERE id % 500 = 0",
    "INSERT INTO messages (ticket_id, home_ticket_id, kind, state, by_kind, by_id, by_name, channel, body_html, body_text, created_at) "
    "SELECT id, id, 'message', 'sent', 'contact', contact_id, 'Person', 'email', '', 'It is slow', created_at FROM tickets",
};
// NOLINTEND(bugprone-suspicious-missing-comma)
#undef GOODHOST_MANY
constexpr db::Statement count_statistics{"fixture.statistics", "UPDATE contacts SET id = id WHERE id = 0", "ANALYZE"};

/// 20,000 tickets, of which a twentieth is open.
struct TicketPlansTest : TicketsFixture {
    void SetUp() override {
        database->write([](db::Tx& tx) {
            for (auto& text : many_texts) tx.execute(statements().emplace_back(db::Statement{"fixture.many", text, text}));
            tx.execute(count_statistics);
        });
        database->read([&](db::Reader& reader) { sara.emplace(accounts::acting_as_agent(reader, system(), {2})); });
    }
    /// Kept as long as the connections that know them by their address.
    static std::list<db::Statement>& statements() {
        static std::list<db::Statement> kept;
        return kept;
    }
    std::string list_plan(db::Reader& reader, const std::string& text, Sort sort) {
        db::Query query(sql::list_tickets, 2);
        add_conditions(query, reader, *sara, parse_search(text, clock.now()));
        add_page(query, {sort, 51, ""});
        return db::testing::plan_of(reader, query);
    }
    std::string count_plan(db::Reader& reader, const std::string& text) {
        db::Query query(sql::count_tickets);
        add_conditions(query, reader, *sara, parse_search(text, clock.now()));
        return db::testing::plan_of(reader, query);
    }
    /// In the order of creation SQLite walks the table itself.
    static bool reads_all_tickets(const std::string& plan, std::optional<Sort> sort = {}) {
        if (GetParam() == db::Dialect::sqlite) return plan.contains("SCAN t\n") && (sort != Sort::created || sorts(plan));
        return db::testing::reads_whole(plan).contains("tickets");
    }
    static bool sorts(const std::string& plan) {
        if (GetParam() == db::Dialect::sqlite) return plan.contains("TEMP B-TREE FOR ORDER BY");
        return db::testing::reads_whole(plan).contains("sort");
    }
    std::optional<Context> sara;
};
INSTANTIATE_TEST_SUITE_P(databases, TicketPlansTest, testing::ValuesIn(db::testing::both_databases()), database_name);

constexpr std::string_view views[] = {
    "assignee:me is:active", "team:mine is:active", "assignee:none is:active", "is:at_risk",    "queue:open",
    "queue:waiting",         "queue:on_hold",       "queue:snoozed",           "queue:resolved"};

TEST_P(TicketPlansTest, views_and_broad_filters_walk_an_index_in_their_order) {
    auto check = [&](db::Reader& reader, const std::string& text, Sort sort) {
        auto plan = list_plan(reader, text, sort);
        EXPECT_FALSE(reads_all_tickets(plan, sort)) << text << "\n" << plan;
        // Few enough to be sorted are only those that are open.
        bool may_sort = is_confined_to_open_work(parse_search(text, clock.now()));
        EXPECT_TRUE(may_sort || !sorts(plan)) << text << "\n" << plan;
    };
    database->read([&](db::Reader& reader) {
        for (auto text : views) check(reader, std::string(text), Sort::owed);
        for (auto text : {"severity:critical is:open", "status:open", "category:billing is:open", "is:unanswered", "channel:email", ""})
            for (auto sort : {Sort::owed, Sort::updated, Sort::created}) check(reader, text, sort);
    });
}

TEST_P(TicketPlansTest, counts_of_open_work_read_an_index) {
    database->read([&](db::Reader& reader) {
        for (std::string text : {"assignee:me is:active", "team:mine is:active", "is:at_risk", "queue:open", "severity:critical is:open",
                                 "status:on_hold", "category:billing is:open", "is:unanswered"}) {
            auto plan = count_plan(reader, text);
            EXPECT_FALSE(reads_all_tickets(plan)) << text << "\n" << plan;
        }
    });
}

/// A look at each ticket beside the index is most of what a count of many costs. PostgreSQL does so where a page has changed lately.
TEST_P(TicketPlansTest, regression_counts_of_open_work_look_at_no_ticket) {
    if (GetParam() != db::Dialect::sqlite) GTEST_SKIP();
    database->read([&](db::Reader& reader) {
        for (std::string text : {"assignee:me is:active", "assignee:none is:active", "team:mine is:active", "is:at_risk", "queue:open",
                                 "severity:critical is:open", "status:on_hold", "category:billing is:open"}) {
            auto plan = count_plan(reader, text);
            EXPECT_TRUE(plan.contains(" t USING COVERING INDEX")) << text << "\n" << plan;
        }
    });
}

TEST_P(TicketPlansTest, narrow_filters_find_their_tickets_by_an_index) {
    database->read([&](db::Reader& reader) {
        for (std::string text :
             {"contact:person7@many.test", "contact:7", "customer:7", "service:site7", "tag:seldom", "#42", "follower:me", "server:web"}) {
            auto plan = list_plan(reader, text, Sort::updated);
            EXPECT_FALSE(reads_all_tickets(plan)) << text << "\n" << plan;
        }
    });
}

TEST_P(TicketPlansTest, a_contacts_own_tickets_are_found_by_an_index) {
    database->read([&](db::Reader& reader) {
        for (auto company : {false, true}) {
            db::Query query(sql::list_tickets, 0);
            if (company)
                query.add(sql::of_contact_or_customer, 107, 107);
            else
                query.add(sql::of_contact, 107);
            query.add(sql::not_merged);
            add_page(query, {Sort::updated, 26, ""});
            auto plan = db::testing::plan_of(reader, query);
            EXPECT_FALSE(reads_all_tickets(plan)) << plan;
        }
    });
}

}  // namespace
}  // namespace goodhost::tickets
