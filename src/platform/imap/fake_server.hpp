#pragma once
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// For tests: an IMAP server as strange as a test wants it, on a real socket.
namespace goodhost::imap::testing {

struct FakeMail {
    std::string text;
    bool seen = false;
};

/// What all connections share; a test changes it under `mutex` and tells `changed`.
struct FakeState {
    std::mutex mutex;
    std::condition_variable changed;
    std::string greeting = "* OK hello\r\n", capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN IDLE MOVE UIDPLUS";
    std::string good_login;  ///< empty: any
    std::uint32_t validity = 7, next_uid = 1;
    std::map<std::uint32_t, FakeMail> mails;
    std::map<std::string, int> moved;  ///< by folder
    std::vector<std::string> said;     ///< by clients, without tags
    std::string answer_fetch_with;     ///< instead of a message
    int logins = 0;
    std::size_t largest_piece = 0;  ///< its words are sent in pieces of up to so many bytes; 0: at once
    unsigned seed = 1;              ///< of the pieces

    void add(std::string text) {
        std::lock_guard lock(mutex);
        mails[next_uid++] = {std::move(text)};
        changed.notify_all();
    }
    template <class Holds>
    bool wait(Holds holds) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds{10}, holds);
    }
};

class FakeServer {
  public:
    explicit FakeServer(FakeState& state);
    ~FakeServer();
    std::uint16_t port() const { return port_; }

  private:
    void accept_all();
    FakeState& state_;
    int listening_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::vector<int> open_;
    std::vector<std::thread> threads_;
    std::thread accepting_;
};

}  // namespace goodhost::imap::testing
