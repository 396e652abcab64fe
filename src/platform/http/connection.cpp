#include "platform/http/connection.hpp"

#include <sys/socket.h>

#include "platform/http/forwarded.hpp"
#include "platform/http/refusal.hpp"
#include "platform/http/websocket.hpp"

namespace goodhost::http {

namespace {

/// After a refusal the peer may still be sending; closing at once would reset the connection and lose our answer.
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t most_lingered = 4 << 20;

void set_low_water(int descriptor, int bytes) { ::setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes); }

}  // namespace

Connection::Connection(EdgeState& state, std::shared_ptr<EdgeThread> thread, std::unique_ptr<Stream> stream, const Address& peer)
    : state_(state), thread_(std::move(thread)), stream_(std::move(stream)), peer_(peer) {
    thread_->add(*this);
}

Connection::~Connection() {
    thread_->remove(*this);
    if (counted_) state_.addresses.leave(*counted_);
    --state_.connections;
}

Task<void> Connection::run() {
    // Here and below: g++ 12 miscompiles co_await within && and ||, so that it stands in a statement of its own.
    bool going_on = co_await greet();
    if (!going_on) co_return;
    while (going_on) {
        going_on = co_await serve_one();
        first_ = false;
    }
    if (stream_) co_await leave();
}

Task<bool> Connection::greet() {
    set_deadline(state_.options.header_timeout);
    bool from_proxy = contains(state_.trusted, peer_);
    if (from_proxy && state_.options.proxy_protocol) {
        bool read = co_await read_proxy_header();
        if (!read) co_return false;
    }
    if (!contains(state_.trusted, peer_)) {
        if (!state_.addresses.enter(peer_, state_.options.max_connections_per_address)) {
            ++state_.refused;
            co_return false;
        }
        counted_ = peer_;
    }
    while (!interrupted()) {
        auto io = stream_->try_handshake();
        if (io.step == Step::done) co_return true;
        if (io.step == Step::closed) co_return false;
        co_await wait(io.step);
    }
    co_return false;
}

Task<bool> Connection::read_proxy_header() {
    // Peeked at, so that no byte of a TLS handshake behind it is taken.
    auto descriptor = stream_->socket().native_handle();
    std::array<char, max_proxy_header> bytes;
    std::size_t seen = 0;
    while (!interrupted()) {
        auto count = ::recv(descriptor, bytes.data(), bytes.size(), MSG_PEEK);
        bool blocked = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
        if (count <= 0 && !blocked) co_return false;
        auto size = blocked ? 0 : static_cast<std::size_t>(count);
        ProxyHeader header;
        auto parsed = size > seen ? parse_proxy_header({bytes.data(), size}, header) : ProxyParse::partial;
        if (parsed == ProxyParse::bad) co_return false;
        if (parsed == ProxyParse::whole) {
            if (::recv(descriptor, bytes.data(), header.bytes, 0) != static_cast<ssize_t>(header.bytes)) co_return false;
            if (header.client) peer_ = *header.client;
            set_low_water(descriptor, 1);
            co_return true;
        }
        // Readiness is asked for by bytes not yet seen, else a partial header would spin.
        seen = std::max(seen, size);
        set_low_water(descriptor, static_cast<int>(seen + 1));
        co_await wait(Step::want_read);
    }
    co_return false;
}

Task<bool> Connection::serve_one() {
    Incoming incoming(state_.options.max_header_bytes);
    incoming.request.secure = stream_->secure();
    bool read = co_await read_head(incoming);
    if (!read) co_return false;
    ++state_.requests;
    if (!incoming.refusal && asks_for_websocket(incoming.request, incoming.parser.version())) co_return co_await upgrade(incoming);
    if (incoming.refusal) co_return co_await refuse(*incoming.refusal, incoming.conditions);
    co_return co_await converse(incoming);
}

Task<bool> Connection::converse(Incoming& incoming) {
    BodyPlan plan;
    try {
        plan = state_.application.plan(incoming.request);
    } catch (const std::exception&) { incoming.refusal = refusals::no_answer; }
    bool read = co_await read_body(incoming, plan);
    if (!read) co_return false;
    if (incoming.refusal) co_return co_await refuse(*incoming.refusal, incoming.conditions);
    auto mailbox = std::make_shared<Mailbox>();
    try {
        auto sender = std::make_shared<Sender>(thread_, mailbox);
        auto send_once = [sender](Response response) { sender->send({std::move(response), nullptr}); };
        state_.application.handle(std::move(incoming.request), send_once);
    } catch (const std::exception&) {
        // The sender went with the exception: the mailbox has an empty outcome, answered below.
    }
    auto outcome = co_await outcome_of(mailbox);
    if (abandoned_) co_return false;
    auto response = !outcome            ? to_response(refusals::handler_too_slow)
                    : outcome->response ? std::move(*outcome->response)
                                        : to_response(refusals::no_answer);
    co_return co_await respond(std::move(response), incoming.conditions);
}

Task<std::optional<Outcome>> Connection::outcome_of(std::shared_ptr<Mailbox> mailbox) {
    mailbox_ = mailbox;
    set_deadline(state_.options.handler_timeout);
    co_await mailbox->arrival();
    mailbox_.reset();
    expired_ = false;
    co_return mailbox->take();
}

Task<bool> Connection::upgrade(Incoming& incoming) {
    if (auto refusal = check_websocket(incoming.request)) co_return co_await refuse(*refusal, incoming.conditions);
    WebSocketStart start{std::string(incoming.request.headers.get("sec-websocket-key")), std::string(input_.view()),
                         state_.options.max_websocket_message, state_.options.max_websocket_queue, state_.options.websocket_ping};
    auto mailbox = std::make_shared<Mailbox>();
    try {
        auto sender = std::make_shared<Sender>(thread_, mailbox);
        auto accept = [sender](std::shared_ptr<SocketHandler> handler) { sender->send({std::nullopt, std::move(handler)}); };
        auto decline = [sender](Response response) { sender->send({std::move(response), nullptr}); };
        state_.application.upgrade(std::move(incoming.request), accept, decline);
    } catch (const std::exception&) {
        // As in converse.
    }
    auto outcome = co_await outcome_of(mailbox);
    if (abandoned_) co_return false;
    if (outcome && outcome->socket) {
        session_ = make_websocket(thread_, std::move(stream_), std::move(start), std::move(outcome->socket));
        deadline_ = Monotonic::max();
        ++state_.sockets;
        co_await session_->run();
        --state_.sockets;
        co_return false;
    }
    auto response = !outcome            ? to_response(refusals::handler_too_slow)
                    : outcome->response ? std::move(*outcome->response)
                                        : to_response(refusals::no_answer);
    co_return co_await respond(std::move(response), incoming.conditions);
}

Task<void> Connection::leave() {
    if (abandoned_) co_return;
    stream_->try_shutdown();
    if (!unread_ && input_.empty()) co_return;
    expired_ = false;
    set_deadline(linger_time);
    for (std::size_t dropped = 0; dropped < most_lingered;) {
        auto bytes = co_await receive();
        if (bytes.empty()) co_return;
        dropped += bytes.size();
    }
}

void Connection::expire() {
    expired_ = true;
    if (mailbox_) return mailbox_->wake();
    boost::system::error_code ignored;
    if (stream_) stream_->socket().cancel(ignored);
}

void Connection::wind_up() {
    if (session_) return session_->end(CloseCode::going_away);
    if (!idle_) return;
    if (first_) return set_deadline(first_words_time);
    // A request may have come that was not looked at yet: it is answered, and who asks for nothing goes.
    boost::system::error_code ignored;
    stream_->socket().cancel(ignored);
}

void Connection::abandon() {
    abandoned_ = true;
    if (session_) return session_->cut();
    if (mailbox_) return mailbox_->wake();
    boost::system::error_code ignored;
    if (stream_) stream_->socket().cancel(ignored);
}

Task<void> Connection::wait(Step want) {
    auto direction = want == Step::want_read ? asio::socket_base::wait_read : asio::socket_base::wait_write;
    co_await stream_->socket().async_wait(direction, as_task);
}

void Connection::set_deadline(std::chrono::milliseconds from_now) { deadline_ = std::chrono::steady_clock::now() + from_now; }

void Connection::set_transfer_deadline(Monotonic started, std::uint64_t bytes) {
    constexpr std::uint64_t least_rate = 1024;
    auto now = std::chrono::steady_clock::now();
    auto owed = started + std::chrono::milliseconds(bytes * 1000 / least_rate);
    deadline_ = std::min(now, owed) + state_.options.body_timeout;
}

}  // namespace goodhost::http
