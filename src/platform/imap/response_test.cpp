#include <gtest/gtest.h>

#include <random>

#include "platform/imap/response.hpp"
#include "platform/imap/watcher.hpp"

namespace goodhost::imap {
namespace {

TEST(ImapResponseTest, a_status_has_a_code_and_words) {
    auto response = read_response({"* OK [UIDVALIDITY 1795339361] UIDs valid", {}});
    ASSERT_TRUE(response);
    EXPECT_EQ(response->kind, Kind::ok);
    EXPECT_EQ(number_of_code(*response, "uidvalidity"), 1795339361u);
    EXPECT_EQ(response->text, "UIDs valid");
    EXPECT_EQ(read_response({"g7 NO [AUTHENTICATIONFAILED] No.", {}})->tag, "g7");
    EXPECT_EQ(read_response({"+ idling", {}})->kind, Kind::go_on);
    EXPECT_EQ(read_response({"* 23 EXISTS", {}})->number, 23u);
    EXPECT_EQ(read_response({"* CAPABILITY IMAP4rev1 IDLE", {}})->text, "IMAP4rev1 IDLE");
    for (auto bad : {"", " ", "*", "g7", "g7 MAYBE x", "220 mx ESMTP"}) EXPECT_FALSE(read_response({bad, {}})) << bad;
}

TEST(ImapResponseTest, a_fetch_is_read_in_any_order_with_what_is_not_known) {
    auto response =
        read_response({"* 12 FETCH (FLAGS (\\Seen $Junk) X-GM-LABELS (\"a b)\" \"\\\\Inbox\") INTERNALDATE \"22-Nov-2026 09:08:07 +0130\" "
                       "ENVELOPE (\"d\" NIL ((\"n\" NIL \"a\" \"b\"))) BODY[HEADER.FIELDS (DATE)] {5} UID 345 RFC822.SIZE 44827)",
                       {"date)"}});
    ASSERT_TRUE(response);
    EXPECT_EQ(response->kind, Kind::fetch);
    EXPECT_EQ(response->fetched.uid, 345u);
    EXPECT_TRUE(response->fetched.seen);
    EXPECT_EQ(response->fetched.size, 44827u);
    EXPECT_EQ(std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{7} + std::chrono::minutes{38} +
                  std::chrono::seconds{7},
              response->fetched.arrived);
    auto body = read_response({R"(* 1 FETCH (BODY[] "a\"b" UID 2))", {}});
    EXPECT_EQ(body->fetched.body, "a\"b");
}

TEST(ImapResponseTest, literals_are_announced_at_the_end_of_a_piece) {
    EXPECT_EQ(literal_size("* 1 FETCH (BODY[] {123}"), 123u);
    EXPECT_EQ(literal_size("a {0+}"), 0u);
    for (auto none : {"", "}", "{}", "{x}", "{-1}", "{99999999999999999999999}", "{1} "}) EXPECT_FALSE(literal_size(none)) << none;
    EXPECT_TRUE(announces_body("* 1 FETCH (UID 7 BODY[] {123}"));
    EXPECT_FALSE(announces_body("* 1 FETCH (UID 7 BODY[HEADER] {123}"));
    EXPECT_FALSE(announces_body("* LIST () \"/\" {123}"));
}

TEST(ImapResponseTest, garbage_of_any_kind_is_read_to_its_end) {
    std::mt19937 random(20261122);
    const std::string alphabet = "*+ ()[]{}\"\\0123456789 FETCH UID BODY FLAGS OK NIL\t\xff";
    for (int i = 0; i < 20'000; ++i) {
        std::string text = i % 2 ? "* 1 FETCH (" : "";
        for (auto left = random() % 60; left; --left) text += alphabet[random() % alphabet.size()];
        (void)read_response({text, {"literal"}});
    }
    std::string deep = "* 1 FETCH (ENVELOPE " + std::string(500'000, '(');
    EXPECT_TRUE(read_response({deep, {}}));
}

TEST(ImapResponseTest, names_of_folders_travel_in_seven_bits) {
    EXPECT_EQ(mailbox_name("INBOX"), "INBOX");
    EXPECT_EQ(mailbox_name("A & B"), "A &- B");
    EXPECT_EQ(mailbox_name("\xed\x8e\xb8\xec\xa7\x80\xed\x95\xa8"), "&07jJwNVo-");
    EXPECT_EQ(mailbox_name("~peter/mail/\xe5\x8f\xb0\xe5\x8c\x97/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
    EXPECT_EQ(mailbox_name("\xf0\x9f\x93\xac"), "&2D3c7A-");
    EXPECT_EQ(mailbox_name("a\xff"), "a&,,0-");
    EXPECT_EQ(quoted("a\"b\\"), R"("a\"b\\")");
    EXPECT_FALSE(quoted("a\r\nb"));
}

TEST(ImapResponseTest, bad_dates_are_none) {
    for (auto bad : {"", "22-Nov-2026 09:08:07", "31-Feb-2026 09:08:07 +0000", "xx-Nov-2026 09:08:07 +0000", "22/Nov/2026 09:08:07 +0000"})
        EXPECT_FALSE(read_internal_date(bad)) << bad;
    EXPECT_EQ(read_internal_date(" 1-Jan-1970 00:00:01 -0000"), std::chrono::sys_seconds{std::chrono::seconds{1}});
}

TEST(ImapStandingTest, what_was_read_before_we_came_is_left_and_what_is_new_is_wanted) {
    Standing standing{.last_uid = 5, .taken_uid = 5, .unseen_until = 10, .since = {}};
    EXPECT_FALSE(wanted(standing, {.uid = 5}));
    EXPECT_TRUE(wanted(standing, {.uid = 6}));
    EXPECT_FALSE(wanted(standing, {.uid = 6, .seen = true}));
    EXPECT_TRUE(wanted(standing, {.uid = 11, .seen = true}));
    standing.since = std::chrono::sys_seconds{std::chrono::seconds{100}};
    EXPECT_FALSE(wanted(standing, {.uid = 11, .arrived = std::chrono::sys_seconds{std::chrono::seconds{99}}}));
}

}  // namespace
}  // namespace goodhost::imap
