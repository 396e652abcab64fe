#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "platform/core/testing.hpp"
#include "platform/db/testing.hpp"
#include "platform/live/live.hpp"
#include "platform/trail/migrations.hpp"

/// What the tests of this folder share.
namespace goodhost::live {

using namespace std::chrono_literals;

struct Said {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Said, (), (text))

class FakeSocket final : public http::Socket {
  public:
    bool send(std::string text) override {
        std::lock_guard lock(mutex_);
        frames_.push_back(std::move(text));
        changed_.notify_all();
        return true;
    }
    void close(http::CloseCode code, std::string) override {
        std::lock_guard lock(mutex_);
        if (!closed_) closed_ = code;
        changed_.notify_all();
    }
    std::size_t queued_bytes() const override { return queued; }

    /// Waits for a frame with these words; false after 10 s.
    bool gets(std::string_view words) {
        return wait([&] { return std::ranges::any_of(frames_, [&](auto& frame) { return frame.contains(words); }); });
    }
    bool closes(http::CloseCode code) {
        return wait([&] { return closed_ == code; });
    }
    bool closes_within(std::chrono::milliseconds time) {
        return wait([&] { return closed_.has_value(); }, time);
    }
    bool has(std::string_view words) { return count(words) > 0; }
    std::ptrdiff_t count(std::string_view words) {
        std::lock_guard lock(mutex_);
        return std::ranges::count_if(frames_, [&](auto& frame) { return frame.contains(words); });
    }
    std::vector<std::string> frames() {
        std::lock_guard lock(mutex_);
        return frames_;
    }

    std::atomic<std::size_t> queued = 0;

  private:
    template <class F>
    bool wait(F&& condition, std::chrono::milliseconds time = 10s) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, time, condition);
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> frames_;
    std::optional<http::CloseCode> closed_;
};

/// A browser's connection to a hub.
class Client {
  public:
    Client(Hub& hub, const Context& viewer, std::function<bool()> still_valid = {})
        : handler_(hub.connect(viewer, std::move(still_valid))) {
        handler_->opened(socket);
    }
    ~Client() { leave(); }
    Client(const Client&) = delete;
    void say(std::string_view text) { handler_->received(text); }
    void leave() {
        if (!std::exchange(left_, true)) handler_->closed();
    }
    std::shared_ptr<FakeSocket> socket = std::make_shared<FakeSocket>();

  private:
    std::shared_ptr<http::SocketHandler> handler_;
    bool left_ = false;
};

struct LiveFixture : ::testing::TestWithParam<db::Dialect> {
    /// Everybody may follow `room/*`; only agents see entries whose text begins with `secret`, and who comes and goes.
    Source rooms() {
        return {.stream_prefix = "room/",
                .load =
                    [this](db::Reader&, const trail::Entry& entry) {
                        loads.add();
                        return entry.payload;
                    },
                .view =
                    [](const Context& viewer, const trail::Entry& entry, const std::string& loaded) {
                        const bool secret = trail::payload_of<Said>(entry).text.starts_with("secret");
                        return secret && !viewer.is_agent() ? std::vector<Update>{}
                                                            : std::vector<Update>{{entry.stream, loaded}, {"rooms", loaded}};
                    },
                .may_follow = [](db::Reader&, const Context& viewer,
                                 std::string_view topic) { return topic.starts_with("room/") || (topic == "rooms" && viewer.is_agent()); },
                .may_hear = [](const Context& viewer, const Signal& signal) { return viewer.is_agent() || signal.kind == "typing"; }};
    }
    Source accounts() { return {.stream_prefix = "account/", .load = {}, .view = {}, .may_follow = {}, .changes_access = true}; }

    std::unique_ptr<Hub> node(std::string name) {
        auto hub = std::make_unique<Hub>(*database, std::vector<Source>{rooms(), accounts()}, std::move(name), &clock);
        hub->start();
        return hub;
    }
    void say(std::string_view stream, const std::string& text) {
        database->write([&](db::Tx& tx) { trail::append(tx, agent, stream, "rooms.said", Said{text}); });
    }
    std::string position() {
        return to_string(database->read([](db::Reader& reader) { return trail::newest_of(reader); }));
    }

    db::testing::TestDatabase database{GetParam(), trail::migrations};
    ManualClock clock{from_millis(1'800'000'000'000)};
    TestServices platform{clock, *database};
    Context agent = platform.acting(ActorKind::agent, 7, "Mina");
    Context contact = platform.acting(ActorKind::contact, 9, "Kim");
    TestCounter loads;
};

}  // namespace goodhost::live
