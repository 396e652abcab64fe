#include "platform/http/mailbox.hpp"

#include <boost/asio/dispatch.hpp>

#include "platform/http/edge_thread.hpp"

namespace goodhost::http {

Task<void> Mailbox::arrival() {
    if (outcome_ || awake_) co_return;
    auto keep = [this](auto handler) { resume_ = [waiting = std::move(handler)]() mutable { std::move(waiting)(); }; };
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(keep, asio::use_awaitable_t<Executor>{});
}

void Mailbox::put(Outcome outcome) {
    if (outcome_ || awake_) return;
    outcome_ = std::move(outcome);
    // The coroutine may end this mailbox's connection while it runs: nothing of `this` is touched afterwards.
    if (auto resume = std::exchange(resume_, nullptr)) resume();
}

void Mailbox::wake() {
    awake_ = true;
    if (auto resume = std::exchange(resume_, nullptr)) resume();
}

std::optional<Outcome> Mailbox::take() { return std::exchange(outcome_, std::nullopt); }

Sender::Sender(std::shared_ptr<EdgeThread> thread, std::shared_ptr<Mailbox> mailbox)
    : thread_(std::move(thread)), mailbox_(std::move(mailbox)) {}

Sender::~Sender() { send({}); }

void Sender::send(Outcome outcome) {
    if (sent_.exchange(true)) return;
    asio::dispatch(thread_->context(),
                   [mailbox = std::move(mailbox_), outcome = std::move(outcome)]() mutable { mailbox->put(std::move(outcome)); });
}

}  // namespace goodhost::http
