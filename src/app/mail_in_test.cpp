#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/house.hpp"
#include "email/health.hpp"
#include "email/keeper.hpp"
#include "email/lmtp.hpp"
#include "email/outbox.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {
namespace {

using http::Method;

class MailInTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    MailInTest() {
        std::filesystem::create_directories(data() + "/spool");
        house.call(Method::post, "/api/v1/mailboxes", "owner", R"({"name":"help","address":"help@main.test"})");
    }
    std::string data() { return house.system().services.settings.text("data"); }
    std::string file_of(const std::string& raw) {
        auto path = data() + "/spool/given";
        std::ofstream(path, std::ios::binary) << raw;
        return path;
    }
    email::Mailbox mailbox() {
        return *house.database().read([](db::Reader& reader) { return email::find_mailbox(reader, "help"); });
    }
    std::string put_source(const std::string& more) {
        auto answer = house.call(Method::put, "/api/v1/mailboxes/1/source", "owner",
                                 R"({"host":"imap.test","port":993,"security":"tls","login":"help")" + more + "}");
        return std::to_string(answer.status) + " " + answer.body;
    }
    email::FolderKeeper keeper(const std::string& source = R"(,"secret":"hush")") {
        put_source(source);
        auto box = mailbox();
        auto made = house.database().read([&](db::Reader& reader) { return email::find_source(reader, house.system(), box.id); });
        return {house.system(), {box, *made, std::make_shared<email::Tokens>(house.system(), *made)}, "INBOX"};
    }
    std::string health() { return house.call(Method::get, "/api/v1/mailbox_health", "agent").body; }

    testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(databases, MailInTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

constexpr db::Statement spoil_secret{"test.spoil_secret", "UPDATE mailbox_sources SET secret = 'v1.other.key'",
                                     "UPDATE mailbox_sources SET secret = 'v1.other.key'"};
const std::string mail = "From: ann@acme.test\r\nSubject: Down\r\nMessage-ID: <1@acme.test>\r\n\r\nIt is.\r\n";

TEST_P(MailInTest, lmtp_takes_a_mail_once_for_any_spelling_of_the_address) {
    auto receiver = email::make_receiver(house.system());
    EXPECT_EQ(receiver->recipient("nobody@main.test").code, 550);
    for (auto address : {"help@main.test", "HELP@Main.Test", "help+shop@main.test"}) {
        EXPECT_EQ(receiver->recipient(address).code, 250) << address;
        EXPECT_EQ(receiver->take({.sender = "ann@acme.test"}, address, file_of(mail)).code, 250) << address;
    }
    auto list = house.call(Method::get, "/api/v1/tickets?view=all", "owner").body;
    EXPECT_EQ(list.find("Down"), list.rfind("Down"));
    EXPECT_NE(list.find("Down"), std::string::npos);
    house.call(Method::patch, "/api/v1/mailboxes/1", "owner", R"({"active":false})");
    EXPECT_EQ(receiver->recipient("help@main.test").code, 450);
}

TEST_P(MailInTest, lmtp_is_told_to_come_back_when_nothing_can_be_stored) {
    auto receiver = email::make_receiver(house.system());
    EXPECT_FALSE(receiver->pressure(1000));
    EXPECT_EQ(receiver->pressure(std::uint64_t{1} << 60)->code, 452);
    db::fail_nth_change(house.database(), 1);
    EXPECT_ANY_THROW(receiver->take({.sender = "ann@acme.test"}, "help@main.test", file_of(mail)));
    db::fail_nth_change(house.database(), 0);
    EXPECT_EQ(receiver->take({.sender = "ann@acme.test"}, "help@main.test", file_of(mail)).code, 250);
}

TEST_P(MailInTest, lmtp_is_told_to_come_back_while_too_much_waits_to_be_worked_through) {
    trail::Consumers consumers(house.database(), house.system(), house.registry().consumers(), "test");
    house.system().services.consumers = &consumers;
    house.settings().set("mail_backlog", "100", "test");
    auto receiver = email::make_receiver(house.system());
    EXPECT_FALSE(receiver->pressure(1000));
    for (int i = 0; i < 110; ++i)
        house.database().write([&](db::Tx& tx) { trail::append(tx, house.system(), "test/1", "test.happened", http::Empty{}); });
    house.clock().advance(std::chrono::seconds{10});
    EXPECT_EQ(receiver->pressure(1000)->code, 452);
    consumers.start();
    EXPECT_TRUE(consumers.caught_up(std::chrono::seconds{60}));
    consumers.stop();
    house.clock().advance(std::chrono::seconds{10});
    EXPECT_FALSE(receiver->pressure(1000));
    house.system().services.consumers = nullptr;
}

TEST_P(MailInTest, secrets_go_in_and_never_come_out) {
    EXPECT_EQ(put_source("").substr(0, 3), "422");
    EXPECT_EQ(put_source(R"(,"secret":"hush")").substr(0, 3), "200");
    auto told = house.call(Method::get, "/api/v1/mailboxes/1/source", "owner").body;
    EXPECT_EQ(told.find("hush"), std::string::npos);
    EXPECT_NE(told.find(R"("has_secret":true)"), std::string::npos);
    EXPECT_EQ(house.dump().find("hush"), std::string::npos);
    EXPECT_EQ(put_source(R"(,"moved_to":"Done")").substr(0, 3), "200");
    EXPECT_EQ(
        house.call(Method::put, "/api/v1/mailboxes/1/source", "owner", R"({"host":"evil.test","port":993,"security":"tls","login":"help"})")
            .status,
        422);
    EXPECT_EQ(house.call(Method::get, "/api/v1/mailboxes/1/source", "agent").status, 403);
    EXPECT_EQ(house.call(Method::delete_, "/api/v1/mailboxes/1/source", "owner").status, 204);
    EXPECT_EQ(house.call(Method::get, "/api/v1/mailboxes/1/source", "owner").status, 404);
}

TEST_P(MailInTest, how_far_was_read_is_kept_with_the_mail) {
    auto reading = keeper();
    const imap::Opened opened{.uid_validity = 5, .uid_next = 11};
    auto standing = reading.standing(opened);
    EXPECT_EQ(standing.last_uid, 0u);
    EXPECT_EQ(standing.unseen_until, 10u);
    reading.take(opened, {.uid = 12}, file_of(mail));
    reading.take(opened, {.uid = 7}, file_of(mail));
    standing = reading.standing(opened);
    EXPECT_EQ(standing.last_uid, 12u);
    EXPECT_EQ(standing.taken_uid, 12u);
    db::fail_nth_change(house.database(), 3);
    EXPECT_ANY_THROW(reading.take(opened, {.uid = 13}, file_of("Message-ID: <2@acme.test>\r\n" + mail)));
    db::fail_nth_change(house.database(), 0);
    EXPECT_EQ(reading.standing(opened).last_uid, 12u);
    EXPECT_EQ(reading.standing({.uid_validity = 6, .uid_next = 3}).last_uid, 0u);
}

TEST_P(MailInTest, a_mailbox_that_stops_raises_an_alarm_until_it_works) {
    auto reading = keeper();
    EXPECT_NE(health().find(R"("state":"starting")"), std::string::npos);
    reading.failed({net::Fault::login, "No."});
    EXPECT_NE(health().find(R"("state":"failing","alarm":false,"fault":"login")"), std::string::npos) << health();
    reading.failed({net::Fault::login, "No."});
    EXPECT_NE(health().find(R"("alarm":true)"), std::string::npos);
    reading.well();
    EXPECT_NE(health().find(R"("state":"working","alarm":false)"), std::string::npos) << health();
}

TEST_P(MailInTest, what_can_not_be_read_at_all_is_held_as_it_is) {
    email::hold_file(house.system(), mailbox(), file_of("any bytes"), [](db::Tx&) {});
    EXPECT_NE(house.call(Method::get, "/api/v1/quarantine", "agent").body.find("unreadable"), std::string::npos);
    EXPECT_EQ(house.call(Method::get, "/api/v1/quarantine/1/raw", "agent").body, "any bytes");
}

TEST_P(MailInTest, our_own_mail_that_does_not_come_back_raises_an_alarm_until_one_does) {
    using std::chrono::minutes;
    house.settings().set("smtp_url", "smtp://127.0.0.1:1", "test");
    auto watch = [&](minutes later) {
        house.clock().advance(later);
        email::watch_mailboxes(house.system(), {});
        return health();
    };
    auto sent = [&] {
        return house.database().read([&](db::Reader& reader) { return email::list_outbox(reader, house.system(), {}).items; });
    };
    auto come_back = [&] {
        auto mail = house.database().read([&](db::Reader& reader) {
            return email::get_outbox(reader, house.system(), {email::list_outbox(reader, house.system(), {}).items.front().id});
        });
        return email::deliver(house.system(), mailbox(),
                              "From: help@main.test\r\nMessage-ID: <" + mail.source_id + ">\r\n\r\nIt is us.\r\n");
    };
    watch(minutes{0});
    EXPECT_EQ(sent().size(), 1u);
    EXPECT_EQ(come_back().outcome, email::Outcome::discarded);
    EXPECT_NE(health().find(R"("alarm":false)"), std::string::npos);
    EXPECT_NE(health().find(R"("arrived_at":null)"), std::string::npos) << "no mail of anybody's";
    watch(minutes{60});
    EXPECT_EQ(sent().size(), 2u);
    EXPECT_NE(watch(minutes{29}).find(R"("alarm":false)"), std::string::npos);
    EXPECT_NE(watch(minutes{1}).find(R"("state":"unanswered","alarm":true)"), std::string::npos) << health();
    EXPECT_NE(watch(minutes{30}).find(R"("state":"unanswered","alarm":true)"), std::string::npos) << "one more is on its way";
    EXPECT_EQ(sent().size(), 3u);
    EXPECT_EQ(come_back().outcome, email::Outcome::discarded);
    EXPECT_NE(health().find(R"("state":"passive","alarm":false)"), std::string::npos);
    auto rows = house.dump();
    EXPECT_NE(rows.find("email.mailbox_unanswered"), std::string::npos);
    EXPECT_NE(rows.find("email.mailbox_recovered"), std::string::npos);
    house.settings().set("mailbox_heartbeat_minutes", "10", "test");
    watch(minutes{20});
    watch(minutes{20});
    EXPECT_EQ(sent().size(), 4u) << "one at a time";
    EXPECT_NE(watch(minutes{10}).find(R"("state":"unanswered","alarm":true)"), std::string::npos);
    house.settings().set("mailbox_heartbeat_minutes", "0", "test");
    EXPECT_NE(watch(minutes{10}).find(R"("state":"passive","alarm":false)"), std::string::npos);
}

TEST_P(MailInTest, a_mailbox_that_is_silent_for_unusually_long_raises_an_alarm_until_mail_comes) {
    using std::chrono::hours;
    auto arrive = [&](int number) {
        auto id = "Message-ID: <n" + std::to_string(number) + "@acme.test>\r\n";
        email::deliver(house.system(), mailbox(),
                       id + "From: ann" + std::to_string(number) + "@acme.test\r\nSubject: Down\r\n\r\nIt is.\r\n");
    };
    auto watch = [&](hours later) {
        house.clock().advance(later);
        email::watch_mailboxes(house.system(), {});
        return health();
    };
    for (int i = 0; i < 25; ++i) house.clock().advance(hours{i == 3 ? 60 : 2}), arrive(i);
    EXPECT_NE(watch(hours{90}).find(R"("alarm":false)"), std::string::npos) << "a weekend was nearly as long";
    EXPECT_NE(watch(hours{1}).find(R"("state":"silent","alarm":true)"), std::string::npos) << health();
    arrive(25);
    EXPECT_NE(watch(hours{0}).find(R"("state":"passive","alarm":false)"), std::string::npos) << health();
}

TEST_P(MailInTest, a_password_that_was_sealed_with_another_key_is_entered_anew) {
    put_source(R"(,"secret":"hush")");
    house.database().write([&](db::Tx& tx) { tx.execute(spoil_secret); });
    const auto id = mailbox().id;
    EXPECT_THROW(house.database().read([&](db::Reader& reader) { return email::find_source(reader, house.system(), id); }), Problem);
    EXPECT_NE(house.call(Method::get, "/api/v1/mailboxes/1/source", "owner").body.find(R"("has_secret":false)"), std::string::npos);
    EXPECT_EQ(put_source("").substr(0, 3), "422");
    EXPECT_EQ(put_source(R"(,"secret":"again")").substr(0, 3), "200");
}

TEST_P(MailInTest, words_of_a_server_may_be_any_bytes) {
    auto reading = keeper();
    for (int i = 0; i < 2; ++i) reading.failed({net::Fault::login, std::string("No \xff\0 way", 9)});
    EXPECT_NE(health().find(R"("alarm":true)"), std::string::npos) << health();
}

TEST_P(MailInTest, tokens_are_only_asked_for_where_nobody_can_listen) {
    auto source = R"(,"secret":"r","sign_in":"oauth","client_id":"c","token_url":"http://token.test/t")";
    EXPECT_EQ(put_source(source).substr(0, 3), "200") << "on a network of our own";
    house.settings().set("mailbox_allow_private", "false", "test");
    EXPECT_NE(put_source(source).find("email.bad_token_url"), std::string::npos);
}

TEST(MailboxSilenceTest, is_unusual_when_it_is_half_as_long_again_as_any_pause) {
    using std::chrono::hours;
    const Instant now = from_millis(1'790'000'000'000);
    auto silent = [&](std::int64_t count, hours pause, hours since) {
        return email::unusual_silence({count, now - since, Duration(pause).count()}, now).has_value();
    };
    EXPECT_TRUE(silent(30, hours{2}, hours{9}));
    EXPECT_FALSE(silent(30, hours{2}, hours{4})) << "never before four hours";
    EXPECT_FALSE(silent(30, hours{60}, hours{90}));
    EXPECT_TRUE(silent(30, hours{60}, hours{91}));
    EXPECT_FALSE(silent(10, hours{2}, hours{91})) << "too little is known";
    EXPECT_FALSE(email::unusual_silence({}, now));
    EXPECT_TRUE(email::is_alarming(net::Fault::login, 2));
    EXPECT_FALSE(email::is_alarming(net::Fault::timeout, 4));
    EXPECT_TRUE(email::is_alarming(net::Fault::timeout, 5));
}

}  // namespace
}  // namespace goodhost::app
