#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "platform/crypto/random.hpp"
#include "platform/files/files.hpp"
#include "platform/http/server_fixture.hpp"
#include "platform/lmtp/lmtp.hpp"

namespace goodhost::lmtp {
namespace {

using http::testing::RawClient;

/// What the tests steer and see; outlives the server.
struct Desk {
    std::mutex mutex;
    std::vector<std::string> taken;  ///< recipient, blank, message
    std::optional<Reply> pressure;
    bool throws = false;
    std::condition_variable opened;
    bool open = true;  ///< else taking waits
    int waiting = 0;
};

class DeskReceiver final : public Receiver {
  public:
    explicit DeskReceiver(Desk& desk) : desk_(desk) {}
    std::optional<Reply> pressure(std::uint64_t) override { return desk_.pressure; }
    Reply recipient(const std::string& address) override {
        if (address == "nobody@test") return {550, "5.1.1", "No such\r\n250 mailbox"};
        return {250, "2.1.5", "OK"};
    }
    Reply take(const Envelope&, const std::string& recipient, const std::string& file) override {
        std::unique_lock lock(desk_.mutex);
        ++desk_.waiting;
        desk_.opened.notify_all();
        desk_.opened.wait(lock, [&] { return desk_.open; });
        if (desk_.throws) throw std::runtime_error("no database");
        if (recipient == "full@test") return {452, "4.2.2", "Full"};
        desk_.taken.push_back(recipient + " " + files::read_whole(file));
        return {250, "2.0.0", "Taken"};
    }

  private:
    Desk& desk_;
};

class LmtpServerTest : public ::testing::Test {
  protected:
    LmtpServerTest() {
        options.listen = "127.0.0.1:0";
        options.spool_folder = (std::filesystem::temp_directory_path() / ("lmtp-" + crypto::random_token(128))).string();
        options.largest_message = 1 << 20;
    }
    ~LmtpServerTest() override {
        server.reset();
        std::filesystem::remove_all(options.spool_folder);
    }
    RawClient connect() {
        if (!server) {
            server = make_server(options, std::make_unique<DeskReceiver>(desk));
            server->start();
        }
        return RawClient(server->port());
    }
    /// Sends all at once and hangs up the sending side; everything that is answered.
    std::string ask(const std::string& lines) {
        auto client = connect();
        client.send(lines);
        client.finish_sending();
        return client.receive_all();
    }
    /// The codes of the answers, without greeting and LHLO's.
    std::string codes(const std::string& lines) {
        auto all = ask("LHLO test\r\n" + lines);
        std::string out;
        for (std::size_t at = 0, end; (end = all.find("\r\n", at)) != std::string::npos; at = end + 2)
            if (all[at + 3] == ' ') out += all.substr(at, all[at] == '3' ? 3 : 9) + "|";
        return out.substr(out.find('|', out.find('|') + 1) + 1);
    }
    std::size_t left_in_spool() {
        auto begin = std::filesystem::directory_iterator(options.spool_folder);
        return static_cast<std::size_t>(std::distance(begin, {}));
    }

    Desk desk;
    Options options;
    std::unique_ptr<Server> server;
};

const std::string envelope = "MAIL FROM:<a@test>\r\nRCPT TO:<b@test>\r\n";

TEST_F(LmtpServerTest, a_mail_is_taken_with_all_commands_in_one_packet) {
    auto said = ask("LHLO test\r\n" + envelope + "DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\n");
    for (auto word : {"220 goodhost LMTP", "250-PIPELINING", "250-ENHANCEDSTATUSCODES", "250-8BITMIME", "250-SMTPUTF8", "250 SIZE 1048576",
                      "354 ", "250 2.0.0 Taken", "221 2.0.0"})
        EXPECT_NE(said.find(word), std::string::npos) << word << said;
    EXPECT_EQ(desk.taken, std::vector<std::string>{"b@test Subject: x\r\n\r\n.dot\r\n"});
    server.reset();
    EXPECT_EQ(left_in_spool(), 0u);
}

TEST_F(LmtpServerTest, each_recipient_has_its_own_answer) {
    EXPECT_EQ(
        codes("MAIL FROM:<>\r\nRCPT TO:<b@test>\r\nRCPT TO:<nobody@test>\r\nRCPT TO:<full@test>\r\nRCPT TO:<c@test>\r\nDATA\r\nx\r\n.\r\n"),
        "250 2.1.0|250 2.1.5|550 5.1.1|250 2.1.5|250 2.1.5|354|250 2.0.0|452 4.2.2|250 2.0.0|");
    EXPECT_EQ(desk.taken.size(), 2u);
}

TEST_F(LmtpServerTest, several_mails_go_over_one_connection) {
    std::string mail = envelope + "DATA\r\nx\r\n.\r\n";
    EXPECT_EQ(codes(mail + mail + "RSET\r\nNOOP\r\n" + mail).size(), 3 * 34 + 20u);
    EXPECT_EQ(desk.taken.size(), 3u);
}

TEST_F(LmtpServerTest, what_is_out_of_order_is_refused) {
    EXPECT_EQ(codes("RCPT TO:<b@test>\r\nDATA\r\nEHLO x\r\nMAIL FROM:<a@test>\r\nMAIL FROM:<a@test>\r\nRCPT "
                    "TO:<nobody@test>\r\nDATA\r\nVRFY x\r\n"),
              "503 5.5.1|503 5.5.1|500 5.5.1|250 2.1.0|503 5.5.1|550 5.1.1|503 5.5.1|252 2.5.2|");
    EXPECT_NE(ask("MAIL FROM:<a@test>\r\n").find("503 5.5.1 LHLO first"), std::string::npos);
}

TEST_F(LmtpServerTest, under_pressure_the_mail_server_is_told_to_come_back) {
    desk.pressure = Reply{452, "4.3.1", "No room"};
    EXPECT_EQ(codes(envelope + "DATA\r\n"), "452 4.3.1|503 5.5.1|503 5.5.1|");
    desk.pressure.reset();
    desk.throws = true;
    EXPECT_EQ(codes(envelope + "DATA\r\nx\r\n.\r\n"), "250 2.1.0|250 2.1.5|354|451 4.3.0|");
    EXPECT_TRUE(desk.taken.empty());
}

TEST_F(LmtpServerTest, what_is_too_large_is_refused_announced_or_not) {
    EXPECT_EQ(codes("MAIL FROM:<a@test> SIZE=1048577\r\n"), "552 5.3.4|");
    EXPECT_EQ(codes(envelope + "DATA\r\n" + std::string(1'100'000, 'x') + "\r\n.\r\nNOOP\r\n"),
              "250 2.1.0|250 2.1.5|354|552 5.3.4|250 2.0.0|");
    EXPECT_EQ(codes(envelope + "DATA\r\n" + std::string(1'000'000, 'x') + "\r\n.\r\n"), "250 2.1.0|250 2.1.5|354|250 2.0.0|");
    EXPECT_EQ(desk.taken.size(), 1u);
}

TEST_F(LmtpServerTest, hostile_lines_end_the_connection) {
    EXPECT_EQ(codes(std::string(5000, 'x') + "\r\nNOOP\r\n"), "500 5.5.6|");
    EXPECT_EQ(codes(std::string(5'000'000, 'x')), "500 5.5.6|");
    std::string wrong;
    for (int i = 0; i < 25; ++i) wrong += std::string("\0\xff?\r\n", 5);
    EXPECT_EQ(codes(wrong).substr(19 * 10), "421 4.7.0|");
    EXPECT_EQ(codes("NOOP\nMAIL FROM:<a@test>\n"), "500 5.5.1|500 5.5.1|");
}

TEST_F(LmtpServerTest, a_mail_without_its_end_is_not_taken) {
    EXPECT_EQ(codes(envelope + "DATA\r\nhalf\r\n.\r"), "250 2.1.0|250 2.1.5|354|");
    server.reset();
    EXPECT_TRUE(desk.taken.empty());
    EXPECT_EQ(left_in_spool(), 0u);
}

TEST_F(LmtpServerTest, too_many_recipients_and_connections_wait_their_turn) {
    options.most_recipients = 2;
    options.most_connections = 1;
    EXPECT_EQ(codes(envelope + "RCPT TO:<c@test>\r\nRCPT TO:<d@test>\r\n"), "250 2.1.0|250 2.1.5|250 2.1.5|452 4.5.3|");
    auto first = connect();
    EXPECT_EQ(first.receive_bytes(3), "220");
    EXPECT_EQ(connect().receive_all().substr(0, 9), "421 4.3.2");
}

TEST_F(LmtpServerTest, who_says_nothing_is_cut_off) {
    options.patience = std::chrono::milliseconds{50};
    auto client = connect();
    client.send("LHLO x\r\nMAIL");
    EXPECT_NE(client.receive_all().find("250 SIZE"), std::string::npos);
}

TEST_F(LmtpServerTest, what_is_being_taken_is_answered_before_the_end) {
    desk.open = false;
    auto client = connect();
    client.send("LHLO x\r\n" + envelope + "DATA\r\nx\r\n.\r\n");
    {
        std::unique_lock lock(desk.mutex);
        desk.opened.wait(lock, [&] { return desk.waiting == 1; });
    }
    std::thread stopping([&] { server->stop(); });
    {
        std::lock_guard lock(desk.mutex);
        desk.open = true;
        desk.opened.notify_all();
    }
    auto said = client.receive_all();
    stopping.join();
    EXPECT_NE(said.find("250 2.0.0 Taken"), std::string::npos) << said;
}

}  // namespace
}  // namespace goodhost::lmtp
