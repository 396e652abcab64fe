#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/mail/smtp.hpp"

namespace goodhost::mail {
namespace {

/// Takes every mail, on as many connections as come.
class TakingServer {
  public:
    TakingServer() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listening_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        ::listen(listening_, 64);
        accepting_ = std::thread([this] { accept_all(); });
    }
    ~TakingServer() {
        ::shutdown(listening_, SHUT_RDWR);
        accepting_.join();
        {
            const std::lock_guard lock(mutex_);
            for (int one : open_) ::shutdown(one, SHUT_RDWR);
        }
        for (auto& thread : threads_) thread.join();
        ::close(listening_);
    }
    TakingServer(const TakingServer&) = delete;
    TakingServer& operator=(const TakingServer&) = delete;

    int port() const { return port_; }
    std::atomic<int> connections{0}, mails{0};

  private:
    void accept_all() {
        while (true) {
            const int one = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
            if (one < 0) return;
            ++connections;
            const std::lock_guard lock(mutex_);
            open_.push_back(one);
            threads_.emplace_back([this, one] { converse(one); });
        }
    }
    static void say(int socket, std::string_view words) { ::send(socket, words.data(), words.size(), MSG_NOSIGNAL); }
    void converse(int socket) {
        say(socket, "220 taking\r\n");
        std::string buffer;
        bool data = false;
        char piece[4096];
        for (ssize_t size = 0; (size = ::recv(socket, piece, sizeof piece, 0)) > 0;) {
            buffer.append(piece, static_cast<std::size_t>(size));
            for (auto end = buffer.find("\r\n"); end != std::string::npos; end = buffer.find("\r\n")) {
                const auto line = buffer.substr(0, end);
                buffer.erase(0, end + 2);
                answer(socket, line, data);
            }
        }
        const std::lock_guard lock(mutex_);
        std::erase(open_, socket);
        ::close(socket);
    }
    void answer(int socket, const std::string& line, bool& data) {
        if (data && line != ".") return;
        if (data) ++mails;
        const bool begins = !data && line == "DATA";
        data = begins;
        say(socket, begins ? "354 go on\r\n" : "250 2.0.0 Ok\r\n");
    }

    int listening_, port_ = 0;
    std::mutex mutex_;
    std::vector<int> open_;
    std::vector<std::thread> threads_;
    std::thread accepting_;
};

TEST(SmtpClientTest, threads_share_connections_and_no_mail_is_lost_or_doubled) {
    TakingServer server;
    constexpr int threads = 6, of_each = 15;
    SmtpClient client;
    std::atomic<int> accepted{0};
    {
        std::vector<std::jthread> senders;
        senders.reserve(threads);
        for (int i = 0; i < threads; ++i)
            senders.emplace_back([&] {
                const Relay relay{.host = "127.0.0.1", .port = server.port(), .security = Security::none};
                for (int mail = 0; mail < of_each; ++mail) {
                    auto reply = client.send(relay, {"a@b.test", "c@d.test"}, "Subject: x\r\n\r\nHello.\r\n", [] { return true; });
                    if (reply.reply_class == ReplyClass::accepted) ++accepted;
                }
            });
    }
    EXPECT_EQ(accepted, threads * of_each);
    EXPECT_EQ(server.mails, threads * of_each);
    EXPECT_LE(server.connections, threads);
}

TEST(SmtpClientTest, nothing_leaves_when_the_end_is_not_allowed) {
    TakingServer server;
    SmtpClient client;
    const Relay relay{.host = "127.0.0.1", .port = server.port(), .security = Security::none};
    client.send(relay, {"a@b.test", "c@d.test"}, "Subject: x\r\n\r\nHello.\r\n", [] { return false; });
    EXPECT_EQ(server.mails, 0);
    auto reply = client.send(relay, {"a@b.test", "c@d.test"}, "Subject: y\r\n\r\nHello.\r\n", [] { return true; });
    EXPECT_EQ(reply.reply_class, ReplyClass::accepted);
    EXPECT_EQ(server.mails, 1);
}

}  // namespace
}  // namespace goodhost::mail
