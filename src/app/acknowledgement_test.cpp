#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "app/mail_house.hpp"
#include "email/acknowledgement.hpp"
#include "email/quarantine.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/services.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::Letter;
using testing::MailHouse;
using namespace std::chrono_literals;

constexpr db::Statement promised_at{"test.promised_at", "SELECT promise_due_at FROM tickets WHERE id = $1",
                                    "SELECT promise_due_at FROM tickets WHERE id = $1"};

/// The whole way: what is promised follows the ticket on the trail, and the mail says it.
struct AcknowledgementTest : ::testing::TestWithParam<db::Dialect> {
    MailHouse house{GetParam()};

    AcknowledgementTest() { settle(); }
    void follow() {
        trail::Consumers consumers(house.database(), house.system(), house.registry().consumers(), "test");
        consumers.start();
        EXPECT_TRUE(consumers.caught_up(60s));
        consumers.stop();
    }
    int run_jobs() { return jobs::Runner(house.database(), house.system(), house.registry().jobs(), "test", 1).run_due(); }
    void settle() {
        follow();
        run_jobs();
    }
    std::vector<email::OutboxMail> acknowledgements() {
        return house.database().read([&](db::Reader& reader) {
            std::vector<email::OutboxMail> mails;
            for (auto& item : email::list_outbox(reader, house.system(), {.limit = 500}).items)
                if (item.kind == "acknowledgement") mails.push_back(email::get_outbox(reader, house.system(), {item.id}));
            return mails;
        });
    }
    std::string written() {
        settle();
        auto mails = acknowledgements();
        return mails.empty() ? "" : mails.front().text;
    }
    Instant promised(tickets::TicketId id) {
        return house.database().read([&](db::Reader& reader) { return reader.get<Instant>(promised_at, id); });
    }
    i18n::Translator reader(const std::string& locale, const std::string& zone) {
        return {house.system().services.catalogue, i18n::Locale(locale), zone};
    }
    void expect_said(const std::string& text, const std::string& words) {
        EXPECT_NE(text.find(words), std::string::npos) << "wanted: " << words << "\nin: " << text;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, AcknowledgementTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(AcknowledgementTest, says_the_number_and_by_when_an_answer_is_promised) {
    auto id = *house.take(Letter{}).ticket_id;
    auto text = written();
    expect_said(text, "#" + std::to_string(id.value));
    ASSERT_LT(promised(id), house.clock().now() + 24h);
    expect_said(text, "answers you by " + reader("en", "UTC").time(promised(id)));
}

TEST_P(AcknowledgementTest, speaks_the_language_of_the_contact_and_its_time) {
    auto contact = house.database().write(
        [&](db::Tx& tx) { return accounts::find_or_create_contact(tx, house.system().as_system(BrandId{1}), "kim@acme.test", "Kim"); });
    auto changed = house.call(Method::patch, "/api/v1/contacts/" + std::to_string(contact.id.value), "owner",
                              R"({"locale":"ko","time_zone":"Asia/Seoul"})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    auto id = *house.take(Letter{.from = "Kim <kim@acme.test>"}).ticket_id;
    auto text = written();
    expect_said(text, "늦어도 " + reader("ko", "Asia/Seoul").time(promised(id)) + "까지 답해 드리겠습니다");
}

TEST_P(AcknowledgementTest, waits_for_the_promise_only_so_long) {
    house.take(Letter{});
    // Nobody reckons promises here but the job of the mail runs.
    auto entries = house.database().read([](db::Reader& reader) { return trail::read_after(reader, {}, 10'000); });
    for (auto& entry : entries)
        if (entry.type.starts_with("tickets."))
            house.database().write([&](db::Tx& tx) { email::mail_ticket_words(tx, house.system().as_system(entry.brand_id), entry); });
    run_jobs();
    EXPECT_TRUE(acknowledgements().empty());
    auto opened = house.clock().now();
    for (int i = 0; i < 31; ++i) {
        house.clock().advance(1s);
        run_jobs();
    }
    ASSERT_EQ(acknowledgements().size(), 1u);
    expect_said(acknowledgements().front().text, "answers you by " + reader("en", "UTC").time(opened + 24h));
    settle();
    EXPECT_EQ(acknowledgements().size(), 1u);
}

TEST_P(AcknowledgementTest, names_no_time_that_has_passed) {
    auto now = house.clock().now();
    auto t = reader("en", "UTC");
    using tickets::NextPromise;
    using tickets::PromiseKind;
    auto words = [&](std::optional<NextPromise> promise, Duration ago = {}) { return email::next_words(t, {now - ago, promise}, now); };
    EXPECT_NE(words(NextPromise{PromiseKind::resolution, now + 1h}).find("solution by " + t.time(now + 1h)), std::string::npos);
    EXPECT_NE(words(NextPromise{PromiseKind::cap, now + 20h}).find("answers you by " + t.time(now + 20h)), std::string::npos);
    EXPECT_NE(words(NextPromise{PromiseKind::first_response, now - 1min}, 1h).find(t.time(now + 23h)), std::string::npos);
    EXPECT_NE(words(NextPromise{PromiseKind::cap, now - 6h}, 30h).find("We are sorry"), std::string::npos);
}

TEST_P(AcknowledgementTest, what_was_held_is_owed_since_it_came) {
    settle();
    auto received = house.clock().now();
    auto held = house.take(Letter{.headers = "Authentication-Results: mx.main.test; dmarc=fail header.from=acme.test\r\n"});
    ASSERT_EQ(held.outcome, email::Outcome::quarantined);
    house.clock().advance(20h);
    auto answer = house.call(Method::post, "/api/v1/quarantine/" + std::to_string(held.id.value) + "/release", "agent", "{}");
    ASSERT_LT(answer.status, 300) << answer.body;
    auto id = std::to_string(boost::json::parse(answer.body).at("ticket_id").as_int64());
    settle();
    auto ticket = boost::json::parse(house.call(Method::get, "/api/v1/tickets/" + id, "owner").body);
    EXPECT_EQ(ticket.at("unanswered_since").as_string(), to_rfc3339(received));
    auto promises = boost::json::parse(house.call(Method::get, "/api/v1/tickets/" + id + "/promises", "owner").body);
    bool response = false, cap = false;
    for (auto& item : promises.at("items").as_array()) {
        auto kind = item.at("kind").as_string();
        auto due = [&] { return std::string(item.at("due_at").as_string()); };
        if (kind == "first_response") response = item.at("started_at").as_string() == to_rfc3339(received);
        if (kind == "cap") cap = due() == to_rfc3339(received + 24h);
    }
    EXPECT_TRUE(response && cap) << promises;
    expect_said(written(), "answers you by " + reader("en", "UTC").time(received + 24h));
}

}  // namespace
}  // namespace goodhost::app
