#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <random>
#include <utility>

#include "platform/imap/fake_server.hpp"

namespace goodhost::imap::testing {

namespace {

/// One client, served by blocking calls.
class Visit {
  public:
    Visit(FakeState& state, int socket, const std::atomic<bool>& stopping) : state_(state), socket_(socket), stopping_(stopping) {
        // So that each piece travels alone.
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }

    template <class Work>
    auto locked(Work work) {
        std::lock_guard lock(state_.mutex);
        return work();
    }

    void serve() {
        locked([&] { return random_.seed(state_.seed), largest_piece_ = state_.largest_piece; });
        say(locked([&] { return state_.greeting; }));
        for (std::string line; read_line(line);) {
            auto blank = line.find(' ');
            tag_ = line.substr(0, blank);
            auto command = blank == std::string::npos ? std::string() : line.substr(blank + 1);
            locked([&] { return state_.said.push_back(command), state_.changed.notify_all(), 0; });
            if (!obey(command)) return;
        }
    }

  private:
    void say(std::string_view text) {
        std::uniform_int_distribution<std::size_t> any(1, std::max<std::size_t>(largest_piece_, 1));
        while (!text.empty()) {
            auto size = largest_piece_ ? std::min(any(random_), text.size()) : text.size();
            auto sent = ::send(socket_, text.data(), size, MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    bool done(const std::string& text = "OK done") { return say(tag_ + " " + text + "\r\n"), true; }

    bool fill(int patience) {
        pollfd waited{socket_, POLLIN, 0};
        if (::poll(&waited, 1, patience) <= 0) return false;
        char piece[4096];
        auto got = ::recv(socket_, piece, sizeof piece, 0);
        if (got <= 0) return ended_ = true, false;
        buffer_.append(piece, static_cast<std::size_t>(got));
        return true;
    }

    bool read_line(std::string& line) {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n")) == std::string::npos) {
            fill(20);
            if (ended_ || stopping_) return false;
        }
        line = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return true;
    }

    bool obey(const std::string& command) {
        auto is = [&](std::string_view word) { return command.starts_with(word); };
        if (is("CAPABILITY")) return say("* CAPABILITY " + locked([&] { return state_.capabilities; }) + "\r\n"), done();
        if (is("AUTHENTICATE") || is("LOGIN")) return login(command);
        if (is("SELECT")) return select();
        if (is("UID FETCH")) return command.find("BODY") == std::string::npos ? list(command) : fetch(command);
        if (is("UID STORE")) return store(command);
        if (is("UID MOVE") || is("UID COPY")) return move(command);
        if (is("UID EXPUNGE")) return locked([&] { return state_.mails.erase(number(command, 12)); }), done();
        if (is("IDLE")) return idle();
        if (is("NOOP")) return say("* " + std::to_string(locked([&] { return state_.mails.size(); })) + " EXISTS\r\n"), done();
        if (is("LOGOUT")) return done(), false;
        return done("BAD what?");
    }

    bool login(const std::string& command) {
        auto good = locked([&] { return ++state_.logins, state_.changed.notify_all(), state_.good_login; });
        return done(good.empty() || command == good ? "OK in" : "NO [AUTHENTICATIONFAILED] Wrong password.");
    }

    bool select() {
        auto text = locked([&] {
            return "* " + std::to_string(state_.mails.size()) + " EXISTS\r\n* OK [UIDVALIDITY " + std::to_string(state_.validity) +
                   "] ok\r\n* OK [UIDNEXT " + std::to_string(state_.next_uid) + "] ok\r\n";
        });
        return say(text), done("OK [READ-WRITE] open");
    }

    static std::uint32_t number(const std::string& text, std::size_t at) {
        std::uint32_t value = 0;
        std::from_chars(text.data() + at, text.data() + text.size(), value);
        return value;
    }

    bool list(const std::string& command) {
        auto from = number(command, 10);
        std::string out;
        std::lock_guard lock(state_.mutex);
        int sequence = 0;
        announced_ = state_.next_uid;
        for (auto& [uid, mail] : state_.mails) {
            ++sequence;
            if (uid < from && uid != state_.mails.rbegin()->first) continue;
            out += "* " + std::to_string(sequence) + " FETCH (UID " + std::to_string(uid) + " FLAGS (" + (mail.seen ? "\\Seen" : "") +
                   ") INTERNALDATE \"22-Nov-2026 09:08:07 +0000\" RFC822.SIZE " + std::to_string(mail.text.size()) + ")\r\n";
        }
        return say(out), done();
    }

    bool fetch(const std::string& command) {
        auto uid = number(command, 10);
        std::unique_lock lock(state_.mutex);
        auto instead = state_.answer_fetch_with;
        auto text = state_.mails[uid].text;
        lock.unlock();
        if (!instead.empty()) return say(instead), done();
        say("* 1 FETCH (UID " + std::to_string(uid) + " BODY[] {" + std::to_string(text.size()) + "}\r\n" + text + ")\r\n");
        return done();
    }

    bool store(const std::string& command) {
        locked([&] {
            auto mail = state_.mails.find(number(command, 10));
            if (mail != state_.mails.end()) mail->second.seen = true;
            return state_.changed.notify_all(), 0;
        });
        return done();
    }

    bool move(const std::string& command) {
        auto folder = command.substr(command.rfind(' ') + 1);
        // Of what is gone already nothing is moved, and that is no fault.
        if (locked([&] { return !state_.mails.contains(number(command, 9)); })) return done();
        auto made = locked([&] {
            if (!state_.moved.contains(folder)) return false;
            ++state_.moved[folder];
            if (command.starts_with("UID MOVE")) state_.mails.erase(number(command, 9));
            state_.changed.notify_all();
            return true;
        });
        return done(made ? "OK moved" : "NO [TRYCREATE] there is none"), made || (locked([&] { return state_.moved[folder] = 0; }), true);
    }

    bool idle() {
        say("+ idling\r\n");
        while (!ended_ && !stopping_ && buffer_.find("DONE") == std::string::npos) {
            fill(5);
            auto now = locked([&] { return state_.next_uid; });
            if (now != std::exchange(announced_, now)) say("* " + std::to_string(now) + " EXISTS\r\n");
        }
        buffer_.clear();
        return done();
    }

    FakeState& state_;
    const int socket_;
    const std::atomic<bool>& stopping_;
    std::minstd_rand random_;
    std::size_t largest_piece_ = 0;
    std::string buffer_, tag_;
    std::uint32_t announced_ = 0;  ///< what was there when the client looked last
    bool ended_ = false;
};

}  // namespace

FakeServer::FakeServer(FakeState& state) : state_(state) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening_, generic, size) != 0 || ::listen(listening_, 64) != 0) std::abort();
    ::getsockname(listening_, generic, &size);
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
}

FakeServer::~FakeServer() {
    stopping_ = true;
    ::shutdown(listening_, SHUT_RDWR);
    accepting_.join();
    for (auto& thread : threads_) thread.join();
    for (int socket : open_) ::close(socket);
    ::close(listening_);
}

void FakeServer::accept_all() {
    while (!stopping_) {
        const int socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        open_.push_back(socket);
        threads_.emplace_back([this, socket] {
            Visit(state_, socket, stopping_).serve();
            ::shutdown(socket, SHUT_RDWR);
        });
    }
}

}  // namespace goodhost::imap::testing
