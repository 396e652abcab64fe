#include "platform/db/postgres_notifier.hpp"

#include <algorithm>

namespace goodhost::db {

namespace {

/// While the server is away; who listens is told of the break anyway.
constexpr std::size_t most_waiting = 10'000;
constexpr std::chrono::milliseconds pause_after_failure{200};

constexpr Statement notify_all{"db.notify", "", "SELECT pg_notify(w->>0, w->>1) FROM json_array_elements($1::json) w"};

std::string as_json(const std::vector<PostgresNotifier::Word>& words) {
    std::string text;
    for (auto& [channel, payload] : words) {
        text += text.empty() ? "[[" : "],[";
        json::write_string(text, channel);
        text += ',';
        json::write_string(text, payload);
    }
    return text + "]]";
}

}  // namespace

void PostgresNotifier::say(std::vector<Word> words) {
    if (words.empty()) return;
    std::lock_guard lock(mutex_);
    if (stopped_) return;
    for (auto& word : words) {
        std::erase(waiting_, word);
        waiting_.push_back(std::move(word));
    }
    if (waiting_.size() > most_waiting) waiting_.erase(waiting_.begin(), waiting_.end() - most_waiting);
    if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
    changed_.notify_all();
}

void PostgresNotifier::stop() {
    std::thread ended;
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
        ended = std::move(thread_);
    }
    if (ended.joinable()) ended.join();
}

void PostgresNotifier::loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto words = std::exchange(waiting_, {});
        lock.unlock();
        bool said = send(words);
        lock.lock();
        if (said) continue;
        if (stopped_) return;
        put_back(std::move(words));
        changed_.wait_for(lock, pause_after_failure, [this] { return stopped_; });
    }
}

bool PostgresNotifier::send(const std::vector<Word>& words) {
    try {
        if (!connection_) connection_ = std::make_unique<PostgresConnection>(options_, meter_);
        const Value values[] = {as_json(words)};
        connection_->run(notify_all, values, [](Cursor&) {});
        return true;
    } catch (const std::exception& error) {
        meter_.report(std::string("a notification was not sent: ") + error.what());
        connection_.reset();
        return false;
    }
}

/// Before those that came meanwhile.
void PostgresNotifier::put_back(std::vector<Word> words) {
    std::erase_if(words, [this](const Word& word) { return std::ranges::find(waiting_, word) != waiting_.end(); });
    waiting_.insert(waiting_.begin(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end()));
}

}  // namespace goodhost::db
