#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

#include "app/house.hpp"
#include "platform/files/files.hpp"
#include "platform/files/sweep.hpp"

namespace goodhost::app {
namespace {

namespace fs = std::filesystem;

struct UpkeepTest : ::testing::TestWithParam<db::Dialect> {
    testing::House house{GetParam()};

    void clean() {
        for (auto& kind : house.registry().jobs())
            if (kind.name == "platform.clean") kind.handle(house.system(), {});
    }
    std::int64_t count(std::string_view text) {
        db::Statement statement{"count", text, text};
        return house.database().read([&](db::Reader& reader) { return reader.get<std::int64_t>(statement); });
    }
    void execute(std::string_view text) {
        db::Statement statement{"change", text, text};
        house.database().write([&](db::Tx& tx) { tx.execute(statement); });
    }
    files::Store& files() { return house.system().services.files; }
    std::string put(const std::string& bytes, std::chrono::hours ago) {
        auto sha256 = files().put(bytes).sha256;
        fs::last_write_time(*files().path_of(sha256), fs::file_time_type::clock::now() - ago);
        return sha256;
    }
    bool is_there(const std::string& sha256) { return files().path_of(sha256).has_value(); }
};
INSTANTIATE_TEST_SUITE_P(databases, UpkeepTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

using namespace std::chrono_literals;

TEST_P(UpkeepTest, sessions_and_links_whose_time_is_over_go) {
    execute("INSERT INTO sign_in_links (token_hash, contact_id, created_at, expires_at) VALUES ('over', 1, 0, 1)");
    execute("INSERT INTO sign_in_links (token_hash, contact_id, created_at, expires_at) VALUES ('good', 1, 0, 9000000000000)");
    execute(
        "INSERT INTO sessions (token_hash, contact_id, address, user_agent, created_at, last_seen_at, expires_at) "
        "VALUES ('over', 1, '', '', 0, 0, 1)");
    auto sessions = count("SELECT count(*) FROM sessions");
    clean();
    EXPECT_EQ(count("SELECT count(*) FROM sessions"), sessions - 1);
    EXPECT_EQ(count("SELECT count(*) FROM sign_in_links"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM sign_in_links WHERE token_hash = 'good'"), 1);
    EXPECT_EQ(house.call(http::Method::get, "/tickets", "contact").status, 200);
}

TEST_P(UpkeepTest, heartbeats_that_are_over_go) {
    house.call(http::Method::post, "/api/v1/mailboxes", "owner", R"({"name":"help","address":"help@main.test"})");
    auto old = std::to_string(to_millis(house.clock().now() - 8 * 24h)), fresh = std::to_string(to_millis(house.clock().now() - 24h));
    auto send = [&](const std::string& id, const std::string& kind, const std::string& state, const std::string& at) {
        execute(
            "INSERT INTO outbox (brand_id, to_address, to_name, subject, text, html, kind, state, source_id, in_reply_to, created_at, "
            "queued_at) "
            "VALUES (1, 'help@main.test', '', '', '', '', '" +
            kind + "', '" + state + "', '" + id + "', '', " + at + ", " + at + ")");
    };
    auto take = [&](const std::string& id, const std::string& at) {
        execute(
            "INSERT INTO mails (mailbox_id, brand_id, message_key, body_hash, raw_sha256, size, from_address, from_name, subject, outcome, "
            "received_at) VALUES (1, 1, '" +
            id + "', '', '', 1, '', '', '', 'discarded', " + at + ")");
    };
    send("heartbeat.over", "heartbeat", "sent", old);
    send("heartbeat.waits", "heartbeat", "queued", old);
    send("heartbeat.fresh", "heartbeat", "sent", fresh);
    send("t1.m1", "reply", "sent", old);
    take("heartbeat.over", old);
    take("heartbeat.fresh", fresh);
    take("heartbeat.forged", old);
    clean();
    EXPECT_EQ(count("SELECT count(*) FROM outbox"), 3);
    EXPECT_EQ(count("SELECT count(*) FROM outbox WHERE source_id = 'heartbeat.over'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM mails"), 2);
    EXPECT_EQ(count("SELECT count(*) FROM mails WHERE message_key = 'heartbeat.over'"), 0);
}

TEST_P(UpkeepTest, files_that_no_row_names_go_after_a_day) {
    auto forgotten = put("forgotten", 25h), fresh = put("fresh", 23h), again = put("put again", 25h), named = put("named", 1000h);
    auto text = "INSERT INTO attachments (sha256, name, media_type, size, by_kind, by_id, created_at) VALUES ('" + named +
                "', 'a', 'text/plain', 5, 'agent', 1, 0)";
    execute(text);
    EXPECT_EQ(files().put("put again").sha256, again);
    clean();
    EXPECT_FALSE(is_there(forgotten));
    EXPECT_TRUE(is_there(fresh));
    EXPECT_TRUE(is_there(again));
    EXPECT_TRUE(is_there(named));
    EXPECT_EQ(files().read(named), "named");
    EXPECT_EQ(files().put("forgotten").sha256, forgotten);
    EXPECT_TRUE(is_there(forgotten));
}

/// A column of digests that the sweep does not ask would have its files removed.
TEST_P(UpkeepTest, every_column_that_names_files_is_asked_before_they_are_removed) {
    bool sqlite = GetParam() == db::Dialect::sqlite;
    std::string_view columns =
        sqlite
            ? "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name LIKE "
              "'%sha256'"
            : "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE "
              "'%sha256'";
    db::Statement list{"columns", columns, columns};
    auto found = house.database().read([&](db::Reader& reader) { return reader.list<std::string>(list); });
    EXPECT_GE(found.size(), 4u);
    for (auto& column : found) {
        auto dot = column.find('.');
        auto asked = column.substr(dot + 1) + " FROM " + column.substr(0, dot) + " WHERE";
        bool known =
            std::ranges::any_of(house.registry().files_in_use(), [&](auto* statement) { return statement->sqlite.contains(asked); });
        EXPECT_TRUE(known) << column << " has no place in a list_files_in_use";
    }
}

}  // namespace
}  // namespace goodhost::app
