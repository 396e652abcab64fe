#include "platform/imap/watcher.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>
#include <optional>

#include "platform/core/problem.hpp"

namespace goodhost::imap {

namespace {

using net::Failure;
using net::Fault;

Failure failure_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Failure& failure) { return failure; } catch (const Problem& problem) {
        return {Fault::storage, problem.code + " " + problem.log};
    } catch (const std::exception& other) { return {Fault::storage, other.what()}; }
}

}  // namespace

bool wanted(const Standing& standing, const Listed& listed) {
    if (listed.uid <= standing.last_uid) return false;
    if (listed.uid <= standing.unseen_until && listed.seen) return false;
    return listed.arrived >= standing.since;
}

std::chrono::milliseconds jittered(std::chrono::milliseconds delay, std::minstd_rand& random) {
    std::uniform_int_distribution<std::int64_t> around(delay.count() * 3 / 4, delay.count() * 5 / 4);
    return std::chrono::milliseconds{around(random)};
}

Watcher::Watcher(net::Loop& loop, WatchOptions options, std::shared_ptr<Keeper> keeper)
    : loop_(loop), options_(std::move(options)), keeper_(std::move(keeper)), pause_(loop.executor()), random_(std::random_device{}()) {}

void Watcher::start() {
    loop_.post([self = shared_from_this()] { net::asio::co_spawn(self->loop_.context(), self->run(), net::asio::detached); });
}

void Watcher::stop() {
    stopping_ = true;
    loop_.post([self = shared_from_this()] {
        self->pause_.cancel();
        if (self->client_) self->client_->close();
    });
}

template <class Work>
net::Task<void> Watcher::ask(Work work, net::Lane lane) {
    std::exception_ptr thrown;
    const bool done = co_await loop_.offload(
        [&] {
            try {
                work();
            } catch (...) { thrown = std::current_exception(); }
        },
        lane);
    if (thrown) std::rethrow_exception(thrown);
    if (!done) throw Failure(Fault::storage, "too much waits to be stored");
}

net::Task<void> Watcher::run() {
    auto self = shared_from_this();
    while (!stopping_) {
        std::optional<Failure> failure;
        try {
            co_await converse();
        } catch (...) { failure = failure_of(std::current_exception()); }
        client_.reset();
        if (stopping_ || !failure) break;
        ++failures_;
        try {
            co_await ask([&] { keeper_->failed(*failure); });
        } catch (const std::exception&) {
            // Where nothing can be written down, the next failure is.
        }
        if (stopping_) break;
        pause_.expires_after(next_delay());
        co_await pause_.async_wait(net::as_task);
    }
    ended_ = true;
}

std::chrono::milliseconds Watcher::next_delay() {
    auto delay = options_.first_delay * (1 << std::min(failures_ - 1, 12));
    return jittered(std::min<std::chrono::milliseconds>(delay, options_.longest_delay), random_);
}

net::Task<void> Watcher::converse() {
    client_ = std::make_shared<Client>(loop_, options_.destination, options_.security);
    auto client = client_;
    co_await client->connect();
    Credentials credentials;
    co_await ask([&] { credentials = keeper_->credentials(); }, net::Lane::slow);
    co_await client->login(credentials);
    const auto opened = co_await client->select(options_.folder);
    Standing standing;
    co_await ask([&] { standing = keeper_->standing(opened); });
    if (standing.taken_uid) co_await put_away(standing.taken_uid);
    while (!stopping_) {
        co_await take_new(opened, standing);
        co_await ask([&] { keeper_->well(); });
        failures_ = 0;
        if (stopping_) break;
        co_await client->wait_for_news(options_.longest_idle, options_.poll);
    }
}

net::Task<void> Watcher::take_new(const Opened& opened, Standing& standing) {
    const auto listed = co_await client_->list_after(standing.last_uid);
    for (auto& one : listed) {
        if (stopping_) co_return;
        if (!wanted(standing, one)) continue;
        co_await take_one(opened, one);
        standing.last_uid = one.uid;
    }
    const auto last = listed.empty() ? 0 : listed.back().uid;
    if (last <= standing.last_uid) co_return;
    co_await ask([&] { keeper_->pass(opened, last); });
    standing.last_uid = last;
}

net::Task<void> Watcher::take_one(const Opened& opened, const Listed& listed) {
    if (listed.size > options_.largest_message) {
        co_await ask([&] { keeper_->leave(opened, listed); });
        co_return;
    }
    net::SpoolFile spool(options_.spool_folder);
    const bool there = co_await client_->fetch(listed.uid, spool);
    if (!there) {
        co_await ask([&] { keeper_->pass(opened, listed.uid); });
        co_return;
    }
    if (!spool.good()) throw Failure(Fault::storage, "no room for a mail on the disk");
    co_await ask([&] { keeper_->take(opened, listed, spool.path()); }, net::Lane::lengthy);
    co_await put_away(listed.uid);
}

net::Task<void> Watcher::put_away(std::uint32_t uid) {
    if (options_.moved_to.empty())
        co_await client_->mark_seen(uid);
    else
        co_await client_->move(uid, options_.moved_to);
}

}  // namespace goodhost::imap
