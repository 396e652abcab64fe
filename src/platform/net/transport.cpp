#include "platform/net/transport.hpp"

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "platform/http/public_address.hpp"

namespace goodhost::net {

namespace {

constexpr std::chrono::seconds connect_patience{15}, write_patience{60}, handshake_patience{20};

struct Resolved {
    std::vector<tcp::endpoint> endpoints;
    std::string words;
};

/// Blocks.
Resolved resolve(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    Resolved resolved;
    const int fault = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &first);
    if (fault) resolved.words = ::gai_strerror(fault);
    for (auto* one = first; one; one = one->ai_next) {
        tcp::endpoint endpoint;
        endpoint.resize(one->ai_addrlen);
        std::copy_n(reinterpret_cast<const char*>(one->ai_addr), one->ai_addrlen, reinterpret_cast<char*>(endpoint.data()));
        resolved.endpoints.push_back(endpoint);
    }
    if (first) ::freeaddrinfo(first);
    return resolved;
}

std::shared_ptr<SSL_CTX> client_context(const std::string& authorities_file) {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    if (!context) return nullptr;
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_default_verify_paths(context.get());
    if (!authorities_file.empty()) SSL_CTX_load_verify_file(context.get(), authorities_file.c_str());
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    return context;
}

bool is_public(const tcp::endpoint& endpoint) {
    auto address = http::Address::from(endpoint.data());
    return address && http::is_public(*address);
}

bool is_address(const std::string& host) { return http::Address::parse(host).has_value(); }

std::shared_ptr<SSL> make_tls(const Destination& destination, int descriptor) {
    auto context = client_context(destination.authorities_file);
    std::shared_ptr<SSL> ssl(context ? SSL_new(context.get()) : nullptr, &SSL_free);
    if (!ssl) return nullptr;
    auto& host = destination.host;
    if (is_address(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), host.c_str());
    } else {
        // What the macro SSL_set_tlsext_host_name does, without its old cast.
        SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(host.c_str()));
        SSL_set1_host(ssl.get(), host.c_str());
    }
    SSL_set_fd(ssl.get(), descriptor);
    return ssl;
}

std::string openssl_words() {
    char text[256] = "connection closed";
    if (auto code = ERR_get_error()) ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return text;
}

}  // namespace

Transport::Transport(Loop& loop, Destination destination)
    : loop_(loop),
      destination_(std::move(destination)),
      socket_(loop.executor()),
      deadline_(loop.executor()),
      self_(std::make_shared<Transport*>(this)) {}

Transport::~Transport() { *self_ = nullptr; }

void Transport::fail(Fault fault, std::string words) const {
    if (timed_out_) throw Failure(Fault::timeout, destination_.host + " did not answer in time");
    throw Failure(fault, std::move(words));
}

void Transport::arm(std::chrono::milliseconds patience) {
    deadline_.expires_after(patience);
    deadline_.async_wait([self = self_](const boost::system::error_code& error) {
        if (error || !*self) return;
        (*self)->timed_out_ = true;
        (*self)->close();
    });
}

void Transport::close() {
    closed_ = true;
    deadline_.cancel();
    boost::system::error_code ignored;
    socket_.close(ignored);
}

Task<void> Transport::connect() {
    Resolved resolved;
    const bool asked = co_await loop_.offload([&] { resolved = resolve(destination_.host, destination_.port); }, Lane::slow);
    if (!asked) fail(Fault::connection, "too many names are being looked up");
    if (resolved.endpoints.empty()) fail(Fault::name, destination_.host + ": " + resolved.words);
    std::string words;
    bool connected = false;
    for (auto& endpoint : resolved.endpoints) {
        if (!destination_.allow_private && !is_public(endpoint)) continue;
        co_await try_address(endpoint, connected, words);
        if (connected) co_return;
    }
    if (words.empty()) fail(Fault::not_public, resolved.endpoints.front().address().to_string());
    fail(Fault::connection, words);
}

Task<void> Transport::try_address(const tcp::endpoint& endpoint, bool& connected, std::string& words) {
    if (closed_ && !timed_out_) fail(Fault::connection, "stopped");
    closed_ = timed_out_ = false;
    boost::system::error_code ignored;
    socket_.close(ignored);
    arm(connect_patience);
    auto [error] = co_await socket_.async_connect(endpoint, as_task);
    deadline_.cancel();
    connected = !error && !closed_;
    if (!connected) words = endpoint.address().to_string() + ": " + (timed_out_ ? "no answer" : error.message());
    if (!connected) co_return;
    socket_.native_non_blocking(true, ignored);
    socket_.set_option(tcp::no_delay(true), ignored);
    // A peer that vanished is noticed while nothing is being said.
    socket_.set_option(asio::socket_base::keep_alive(true), ignored);
}

Task<void> Transport::secure() {
    ssl_ = make_tls(destination_, socket_.native_handle());
    if (!ssl_) fail(Fault::encryption, openssl_words());
    arm(handshake_patience);
    while (true) {
        ERR_clear_error();
        const int result = SSL_connect(ssl_.get());
        if (result == 1) break;
        const bool untrusted = SSL_get_verify_result(ssl_.get()) != X509_V_OK;
        if (untrusted) fail(Fault::certificate, X509_verify_cert_error_string(SSL_get_verify_result(ssl_.get())));
        co_await wait_for_tls(result, Fault::encryption);
    }
    deadline_.cancel();
}

Task<bool> Transport::wait_for_tls(int result, Fault fault) {
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ: co_await wait(Direction::read); break;
        case SSL_ERROR_WANT_WRITE: co_await wait(Direction::write); break;
        default: fail(fault, openssl_words());
    }
    co_return true;
}

Task<void> Transport::wait(Direction direction) {
    if (closed_) fail(Fault::connection, "the connection is closed");
    auto what = direction == Direction::read ? asio::socket_base::wait_read : asio::socket_base::wait_write;
    co_await socket_.async_wait(what, as_task);
    if (closed_) fail(Fault::connection, "the connection is closed");
}

Task<std::size_t> Transport::read(std::span<char> into, std::chrono::milliseconds patience) {
    arm(patience);
    std::size_t count = 0;
    while (count == 0) {
        if (closed_) fail(Fault::connection, "the connection is closed");
        if (ssl_) {
            ERR_clear_error();
            const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &count);
            if (result != 1) co_await wait_for_tls(result, Fault::connection);
        } else {
            const auto got = ::recv(socket_.native_handle(), into.data(), into.size(), 0);
            if (got == 0) fail(Fault::connection, "the server ended the connection");
            if (got < 0 && errno != EAGAIN && errno != EINTR) fail(Fault::connection, std::generic_category().message(errno));
            if (got < 0) co_await wait(Direction::read);
            count = got > 0 ? static_cast<std::size_t>(got) : 0;
        }
    }
    deadline_.cancel();
    co_return count;
}

Task<bool> Transport::readable(std::chrono::milliseconds patience) {
    if (closed_) fail(Fault::connection, "the connection is closed");
    if (ssl_ && SSL_has_pending(ssl_.get())) co_return true;
    struct Wait {
        bool late = false, over = false;
    };
    auto state = std::make_shared<Wait>();
    deadline_.expires_after(patience);
    deadline_.async_wait([self = self_, state](const boost::system::error_code& error) {
        boost::system::error_code ignored;
        if (error || !*self || state->over) return;
        state->late = true;
        (*self)->socket_.cancel(ignored);
    });
    auto [error] = co_await socket_.async_wait(asio::socket_base::wait_read, as_task);
    state->over = true;
    deadline_.cancel();
    if (closed_) fail(Fault::connection, "the connection is closed");
    co_return !state->late && !error;
}

Task<void> Transport::write(std::string_view bytes) {
    arm(write_patience);
    while (!bytes.empty()) {
        if (closed_) fail(Fault::connection, "the connection is closed");
        std::size_t count = 0;
        if (ssl_) {
            ERR_clear_error();
            const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count);
            if (result != 1) co_await wait_for_tls(result, Fault::connection);
        } else {
            const auto sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN && errno != EINTR) fail(Fault::connection, std::generic_category().message(errno));
            if (sent < 0) co_await wait(Direction::write);
            count = sent > 0 ? static_cast<std::size_t>(sent) : 0;
        }
        bytes.remove_prefix(count);
    }
    deadline_.cancel();
}

}  // namespace goodhost::net
