#include "tickets/assignment.hpp"
#include "tickets/flow.hpp"
#include "tickets/promised.hpp"
#include "tickets/queries.hpp"
#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

constexpr std::string_view find_owed_text = "SELECT owed_at FROM tickets WHERE id = $1";
constexpr db::Statement find_owed{"test.find_owed", find_owed_text, find_owed_text};
constexpr std::string_view find_marks_text =
    "SELECT promise_half_at AS half_at, promise_most_at AS most_at, promise_late_at AS late_at FROM tickets WHERE id = $1";
constexpr db::Statement find_marks{"test.find_marks", find_marks_text, find_marks_text};

struct Marks {
    std::optional<Instant> half_at, most_at, late_at;
};
BOOST_DESCRIBE_STRUCT(Marks, (), (half_at, most_at, late_at))

/// The order of lists is kept with each ticket: whoever changes what it follows from writes it anew, and nobody else does.
struct OwedTest : TicketsFixture {
    TicketRecord record(TicketId id) {
        return database->read([&](db::Reader& reader) { return reader.get<TicketRecord>(sql::find_record, id); });
    }
    Instant owed(TicketId id) {
        return database->read([&](db::Reader& reader) { return reader.get<Instant>(find_owed, id); });
    }
    void promise(TicketId id, const std::optional<NextPromise>& next) {
        database->write([&](db::Tx& tx) { set_next_promise(tx, id, next); });
    }
    void promise(TicketId id, const std::optional<NextPromise>& next, const PromiseMarks& marks) {
        database->write([&](db::Tx& tx) { set_next_promise(tx, id, next, marks); });
    }
    void assign(TicketId id, const std::optional<accounts::AgentId>& agent) {
        clock.set(clock.now() + 1min);
        database->write([&](db::Tx& tx) { set_assignee(tx, system(), id, agent); });
        EXPECT_EQ(record(id).assignee_id, agent);
        EXPECT_EQ(record(id).updated_at, clock.now());
        EXPECT_EQ(owed(id), owed_at(record(id)));
    }
    TicketId asked() {
        TicketId id{open()};
        say_as_contact(1, id.value, "Still down");
        return id;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, OwedTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(OwedTest, the_promise_that_is_due_next_says_when) {
    auto id = asked();
    auto due = clock.now() + 3h;
    promise(id, NextPromise{PromiseKind::resolution, due});
    EXPECT_EQ(owed(id), due);
    promise(id, NextPromise{PromiseKind::first_response, due});
    EXPECT_EQ(record(id).promise_kind, PromiseKind::first_response);
    EXPECT_EQ(owed(id), due);
    promise(id, NextPromise{PromiseKind::first_response, due + 1h});
    EXPECT_EQ(owed(id), due + 1h);
    promise(id, std::nullopt);
    EXPECT_FALSE(record(id).promise_kind);
    EXPECT_FALSE(record(id).promise_due_at);
    EXPECT_EQ(owed(id), owed_at(record(id)));
    EXPECT_NE(owed(id), due + 1h);
}

TEST_P(OwedTest, marks_are_written_whether_the_order_changes_or_not) {
    auto id = asked();
    auto due = clock.now() + 4h;
    for (auto kind : {PromiseKind::resolution, PromiseKind::first_response}) {
        PromiseMarks marks{due - 2h, due - 1h, kind == PromiseKind::resolution ? std::optional(due) : std::nullopt};
        promise(id, NextPromise{kind, due}, marks);
        auto kept = database->read([&](db::Reader& reader) { return reader.get<Marks>(find_marks, id); });
        EXPECT_EQ((PromiseMarks{kept.half_at, kept.most_at, kept.late_at}), marks);
        EXPECT_EQ(record(id).promise_kind, kind);
        EXPECT_EQ(record(id).promise_due_at, due);
        EXPECT_EQ(owed(id), due);
    }
}

TEST_P(OwedTest, who_has_it_changes_the_order_only_where_nothing_is_owed) {
    auto id = asked();
    auto before = owed(id);
    assign(id, accounts::AgentId{2});
    EXPECT_EQ(owed(id), before);
    reply(As::sara, id.value, ",'status_after':'resolved'");
    before = owed(id);
    assign(id, std::nullopt);
    EXPECT_LT(owed(id), before);
}

}  // namespace
}  // namespace goodhost::tickets
