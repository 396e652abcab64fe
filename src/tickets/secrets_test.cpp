#include "platform/html/secrets.hpp"
#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

/// PostgreSQL may not plan a statement anew whose columns became others, so each runs once.
const db::Statement all_looked_through{"test.all_looked_through", "UPDATE messages SET clean_by = $1", "UPDATE messages SET clean_by = $1"};
const db::Statement count_clean{"test.count_clean", "SELECT COUNT(*) FROM messages WHERE clean_by = $1",
                                "SELECT COUNT(*) FROM messages WHERE clean_by = $1"};
const db::Statement drop_column{"test.drop_column", "ALTER TABLE messages DROP COLUMN clean_by",
                                "ALTER TABLE messages DROP COLUMN clean_by"};
const db::Statement forget_migration{"test.forget_migration", "DELETE FROM schema_migrations WHERE slice = 'tickets' AND name >= '0008'",
                                     "DELETE FROM schema_migrations WHERE slice = 'tickets' AND name >= '0008'"};

struct MessagesWithSecretsTest : TicketsFixture {
    MessagesWithSecretsTest() {
        say_as_contact(1, id, "The password: Tr0ub4dor&3");
        say_as_contact(1, id, "Thank you");
    }
    std::string page() { return ticket(id).response.body; }
    std::int64_t clean() {
        return database->read([](db::Reader& reader) { return reader.get<std::int64_t>(count_clean, html::secret_rules); });
    }
    void look_through(std::int64_t rules) {
        database->write([&](db::Tx& tx) { tx.execute(all_looked_through, rules); });
    }
    std::int64_t id = open();
};
INSTANTIATE_TEST_SUITE_P(databases, MessagesWithSecretsTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(MessagesWithSecretsTest, what_was_found_clean_is_not_looked_through_again) {
    EXPECT_EQ(clean(), 2);
    EXPECT_FALSE(page().contains("Tr0ub4dor"));
    look_through(html::secret_rules);
    EXPECT_TRUE(page().contains("Tr0ub4dor")) << "the mark is what counts";
}

TEST_P(MessagesWithSecretsTest, new_rules_look_at_what_older_ones_found_clean) {
    for (const auto older : {std::int64_t{0}, html::secret_rules - 1, html::secret_rules + 1}) {
        look_through(older);
        EXPECT_FALSE(page().contains("Tr0ub4dor")) << older;
        EXPECT_TRUE(page().contains("Thank you"));
    }
}

TEST_P(MessagesWithSecretsTest, messages_of_an_older_release_are_looked_through) {
    dispatch->stop();
    database->write([](db::Tx& tx) {
        tx.execute(drop_column);
        tx.execute(forget_migration);
    });
    database->migrate(registry.migrations());
    EXPECT_EQ(clean(), 0);
    dispatch = std::make_unique<http::Dispatch>(services, registry, http::DispatchOptions{.workers = 2});
    EXPECT_FALSE(page().contains("Tr0ub4dor"));
    EXPECT_TRUE(page().contains("Thank you"));
    say_as_contact(1, id, "One more");
    EXPECT_EQ(clean(), 1);
}

}  // namespace
}  // namespace goodhost::tickets
