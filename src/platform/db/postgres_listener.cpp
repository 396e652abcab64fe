#include "platform/db/postgres_listener.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace goodhost::db {

namespace {

/// How often a silent connection is asked whether it still lives.
constexpr int silence_millis = 30'000;

}  // namespace

PostgresListener::PostgresListener(const Options& options, Meter& meter, Listeners& listeners)
    : options_(options), meter_(meter), listeners_(listeners), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

PostgresListener::~PostgresListener() {
    stop();
    ::close(wake_);
}

void PostgresListener::listen(const std::string& channel) {
    std::unique_lock lock(mutex_);
    if (stopped_) return;
    if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
    wake();
    changed_.wait_for(lock, std::chrono::seconds{5}, [&] { return stopped_ || heard_.contains(channel); });
}

void PostgresListener::stop() {
    std::thread ended;
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
        wake();
        ended = std::move(thread_);
    }
    if (ended.joinable()) ended.join();
}

void PostgresListener::loop() {
    std::chrono::milliseconds wait{0};
    while (pause(wait)) {
        try {
            PostgresConnection connection(options_, meter_);
            wait = std::chrono::milliseconds{0};
            serve(connection);
            return;
        } catch (const std::exception& error) { meter_.report(std::string("the connection that listens broke: ") + error.what()); }
        std::lock_guard lock(mutex_);
        heard_.clear();
        broke_ = true;
        wait = std::min(wait * 2 + std::chrono::milliseconds{50}, std::chrono::milliseconds{5'000});
    }
}

/// Returns when it is stopped.
void PostgresListener::serve(PostgresConnection& connection) {
    for (;;) {
        subscribe(connection);
        if (std::exchange(broke_, false)) tell_all_of_the_break();
        // Words may have come with the answer to LISTEN: then the socket has nothing more to tell of them.
        for (auto& [channel, payload] : connection.words()) listeners_.deliver(channel, payload);
        if (!wait_for_input(connection.socket())) connection.execute("SELECT 1");
        std::lock_guard lock(mutex_);
        if (stopped_) return;
    }
}

void PostgresListener::subscribe(PostgresConnection& connection) {
    for (auto& channel : listeners_.channels()) {
        {
            std::lock_guard lock(mutex_);
            if (heard_.contains(channel)) continue;
        }
        connection.execute("LISTEN \"" + channel + "\"");
        std::lock_guard lock(mutex_);
        heard_.insert(channel);
        changed_.notify_all();
    }
}

void PostgresListener::tell_all_of_the_break() {
    for (auto& channel : listeners_.channels()) listeners_.deliver(channel, {});
}

/// False after a long silence.
bool PostgresListener::wait_for_input(int socket) {
    pollfd watched[] = {{socket, POLLIN, 0}, {wake_, POLLIN, 0}};
    auto ready = ::poll(watched, 2, silence_millis);
    std::uint64_t ignored;
    if (watched[1].revents) (void)!::read(wake_, &ignored, sizeof ignored);
    return ready != 0;
}

void PostgresListener::wake() {
    std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
}

/// False when it is stopped meanwhile.
bool PostgresListener::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return stopped_; });
}

}  // namespace goodhost::db
