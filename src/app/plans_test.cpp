#include <gtest/gtest.h>

#include <fmt/ranges.h>

#include "app/slices.hpp"
#include "platform/db/testing.hpp"
#include "platform/db/testing_plans.hpp"
#include "platform/registry.hpp"

namespace goodhost::app {
namespace {

/// Of a size that the host's staff decides, not its customers.
const std::set<std::string> small_tables{
    "agents",
    "answers",
    "blocked_senders",
    "brands",
    "categories",
    "custom_fields",
    "macros",
    "mailbox_folders",
    "mailbox_health",
    "mailbox_sources",
    "mailboxes",
    "products",
    "push_devices",
    "push_keys",
    "roles",
    "roster_agent_skills",
    "roster_capacities",
    "roster_feeds",
    "roster_hand_overs",
    "roster_leaves",
    "roster_overrides",
    "roster_plans",
    "roster_presence",
    "roster_skills",
    "roster_swaps",
    "rosters",
    "schema_migrations",
    "servers",
    "server_dependencies",
    "team_members",
    "teams",
    "ticket_settings",
    "tokens",
    "trail_epoch",
    "trail_failures",
    "trail_positions",
    "views",
    "webhooks",
    "promise_calendars",
    "promise_policies",
    "promise_settings",
    "escalation_ladders",
    "escalation_watch",
    "routing_needs",
    "routing_rules",
    "routing_turns",
    "severity_rules",
    "severity_signals",
};

/// Statements that may read a large table whole, each with its reason.
const std::map<std::string, std::string> allowed{
    {"accounts.delete_old_links", "once a day"},
    {"accounts.delete_old_sessions", "once a day; an index would be written by every minute of every session"},
    {"jobs.list_counts", "a page for administrators; jobs that are done are gone"},
    {"jobs.release_lost", "after a claim that failed with the database; jobs that are done are gone"},
    {"jobs.release_node", "once at the start"},
    {"promises.list_board_tickets", "gets its conditions at run time: each of them has an index of what it asks for"},
    {"promises.list_facts", "the newest thousand by number, where it stops"},
    {"promises.list_late", "a view: both of its halves are found by an index of what was due in the time"},
    {"promises.list_outcomes", "a view: both of its halves are found by an index of what was due in the time"},
    {"roster.list_arrivals", "a page for leads: the tickets of the last weeks are what it counts"},
    {"roster.list_tickets_to_hand_over", "a page of a shift's end: all that is open, which is little"},
    {"search.merge_index", "does nothing on PostgreSQL, whatever its plan says"},
    {"severity.list_past", "a page for leads: the newest tickets of the last weeks"},
    {"tickets.count_of_customers", "PostgreSQL may read all that is open, which is little, instead of what the customers have"},
    {"tickets.count_open_tickets", "all that is open, by an index that has nothing else"},
    {"tickets.count_tickets", "gets its conditions at run time: CostTest looks at them"},
    {"tickets.find_ticket_of_category", "when a category of the host's own is deleted"},
    {"tickets.list_tickets", "gets its conditions at run time: CostTest looks at them"},
    {"trail.list_heads_without_entries", "verification reads everything"},
};

class PlansTest : public ::testing::TestWithParam<db::Dialect> {};
INSTANTIATE_TEST_SUITE_P(databases, PlansTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(PlansTest, no_statement_reads_a_large_table_whole) {
    Registry registry;
    register_slices(registry);
    db::testing::TestDatabase database(GetParam(), registry.migrations());
    int looked_at = 0;
    for (auto* statement : registry.statements()) {
        ++looked_at;
        if (allowed.contains(std::string(statement->name))) continue;
        auto faults = db::testing::plan_faults(*database, *statement, small_tables);
        EXPECT_TRUE(faults.empty()) << statement->name << ": " << fmt::format("{}", fmt::join(faults, "; "));
    }
    RecordProperty("statements", looked_at);
}

}  // namespace
}  // namespace goodhost::app
