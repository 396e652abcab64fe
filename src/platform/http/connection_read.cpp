#include "platform/http/connection.hpp"
#include "platform/http/forwarded.hpp"
#include "platform/http/target.hpp"
#include "platform/mail/ascii.hpp"

namespace goodhost::http {

namespace {

constexpr std::size_t kept_when_idle = 4 * 1024;

bool expects_continue(std::string_view value) { return mail::lower(value) == "100-continue"; }

}  // namespace

void Input::consume(std::size_t count) {
    begin_ += count;
    if (begin_ < bytes_.size()) return;
    bytes_.clear();
    begin_ = 0;
}

void Input::append(std::string_view bytes) {
    if (begin_ > 0) bytes_.erase(0, std::exchange(begin_, 0));
    bytes_ += bytes;
}

void Input::release_if_large() {
    if (empty() && bytes_.capacity() > kept_when_idle) std::string().swap(bytes_);
}

Task<bool> Connection::read_head(Incoming& incoming) {
    auto& parser = incoming.parser;
    idle_ = input_.empty();
    set_deadline(idle_ && !first_ ? state_.options.idle_timeout : state_.options.header_timeout);
    if (idle_) {
        if (state_.stopping && first_) set_deadline(first_words_time);
        input_.release_if_large();
        if (!first_ && !state_.stopping) co_await wait(Step::want_read);
    }
    while (!parser.is_header_done() && !parser.refusal()) {
        if (!input_.empty()) {
            input_.consume(parser.feed(input_.view()));
            if (!parser.needs_more()) continue;
        }
        auto bytes = co_await receive();
        if (bytes.empty()) {
            bool begun = parser.got_some() || !input_.empty();
            if (abandoned_ || !expired_ || !begun) co_return false;
            incoming.refusal = refusals::timed_out;
            break;
        }
        if (std::exchange(idle_, false)) set_deadline(state_.options.header_timeout);
        input_.append(bytes);
    }
    idle_ = false;
    finish_head(incoming);
    co_return true;
}

void Connection::finish_head(Incoming& incoming) {
    auto& [request, parser, refusal, conditions] = incoming;
    request.received = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    bool whole = parser.is_header_done() && !parser.refusal() && !refusal;
    conditions = conditions_of(request, parser.version() == 10 ? 10 : 11, whole && parser.keep_alive() && !state_.stopping);
    if (!refusal) refusal = parser.refusal();
    if (refusal) return;
    auto target = parse_target(request.target);
    if (!target) {
        refusal = refusals::bad_target;
        return;
    }
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    if (!identify(request, target->authority, peer_, state_.trusted)) refusal = refusals::bad_host;
}

Task<bool> Connection::read_body(Incoming& incoming, const BodyPlan& plan) {
    auto& parser = incoming.parser;
    auto length = parser.content_length().value_or(0);
    auto expectation = incoming.request.headers.get("expect");
    if (parser.version() >= 11 && !expectation.empty() && !expects_continue(expectation)) incoming.refusal = refusals::bad_expectation;
    if (length > plan.limit) incoming.refusal = refusals::too_large;
    if (incoming.refusal) co_return true;
    if (!parser.has_body() && !plan.spool) co_return true;
    auto receiver = make_receiver(plan, length, state_.options.spool_folder);
    parser.set_sink(*receiver);
    if (parser.has_body()) {
        // A client that has begun to send the body no longer waits for the word.
        bool asked = parser.version() >= 11 && !expectation.empty() && input_.empty();
        bool going_on = true;
        if (asked) going_on = co_await send({"HTTP/1.1 100 Continue\r\n\r\n", {}});
        if (going_on) going_on = co_await read_rest(incoming, *receiver);
        if (!going_on) co_return false;
    }
    if (!incoming.refusal) receiver->finish(incoming.request);
    co_return true;
}

Task<bool> Connection::read_rest(Incoming& incoming, BodyReceiver& receiver) {
    auto& parser = incoming.parser;
    auto started = std::chrono::steady_clock::now();
    feed(parser, {});
    while (!parser.is_done() && !parser.refusal()) {
        set_transfer_deadline(started, receiver.received());
        auto bytes = co_await receive();
        if (bytes.empty()) {
            if (abandoned_ || !expired_) co_return false;
            incoming.refusal = refusals::timed_out;
            co_return true;
        }
        feed(parser, bytes);
    }
    incoming.refusal = parser.refusal();
    co_return true;
}

void Connection::feed(RequestParser& parser, std::string_view bytes) {
    // What is kept goes first; then, mostly, the body is taken straight from where it was read to.
    bool more = true;
    if (!input_.empty()) {
        input_.append(std::exchange(bytes, {}));
        while (more && !input_.empty() && !parser.is_done() && !parser.refusal()) {
            input_.consume(parser.feed(input_.view()));
            more = !parser.needs_more();
        }
    }
    while (more && !bytes.empty() && !parser.is_done() && !parser.refusal()) {
        bytes.remove_prefix(parser.feed(bytes));
        more = !parser.needs_more();
    }
    input_.append(bytes);
}

Task<std::string_view> Connection::receive() {
    while (!interrupted()) {
        auto scratch = thread_->scratch();
        auto io = stream_->try_read(scratch);
        if (io.step == Step::done) co_return std::string_view(scratch.data(), io.bytes);
        if (io.step == Step::closed || asks_for_no_more()) break;
        co_await wait(io.step);
    }
    co_return std::string_view{};
}

}  // namespace goodhost::http
