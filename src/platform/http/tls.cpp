#include "platform/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <climits>

#include "platform/core/problem.hpp"

namespace goodhost::http {

namespace {

/// OpenSSL straight on the socket: with non-blocking calls there is nothing for asio::ssl to add but its 34 KB of
/// buffers.
class TlsStream final : public Stream {
  public:
    TlsStream(TcpSocket socket, std::shared_ptr<SSL_CTX> context)
        : Stream(std::move(socket)), context_(std::move(context)), ssl_(SSL_new(context_.get()), &SSL_free) {
        if (ssl_) SSL_set_fd(ssl_.get(), socket_.native_handle());
    }

    Io try_handshake() override {
        if (!ssl_) return {Step::closed};
        ERR_clear_error();
        return result_of(SSL_accept(ssl_.get()), 0);
    }

    Io try_read(std::span<char> into) override {
        std::size_t count = 0;
        ERR_clear_error();
        auto result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &count);
        return result_of(result, count);
    }

    Io try_write(const Pieces& pieces) override {
        auto piece = pieces[0].empty() ? pieces[1] : pieces[0];
        std::size_t count = 0;
        ERR_clear_error();
        auto result = SSL_write_ex(ssl_.get(), piece.data(), piece.size(), &count);
        return result_of(result, count);
    }

    Io try_shutdown() override {
        ERR_clear_error();
        // Our own close_notify is enough (RFC 8446 section 6.1); the peer's is not waited for.
        if (!broken_) SSL_shutdown(ssl_.get());
        ERR_clear_error();
        boost::system::error_code ignored;
        socket_.shutdown(asio::socket_base::shutdown_send, ignored);
        return {Step::done};
    }

    bool secure() const override { return true; }

  private:
    Io result_of(int result, std::size_t count) {
        if (result > 0) return {Step::done, count};
        switch (SSL_get_error(ssl_.get(), result)) {
            case SSL_ERROR_WANT_READ: return {Step::want_read};
            case SSL_ERROR_WANT_WRITE: return {Step::want_write};
            default: broken_ = true; return {Step::closed};
        }
    }

    std::shared_ptr<SSL_CTX> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    bool broken_ = false;
};

/// HTTP/1.1 is all that we speak; a client that offers only other protocols gets no ALPN answer.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* offered, unsigned int size, void*) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, length, ours, sizeof ours - 1, offered, size) != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

TlsContext::TlsContext(std::string certificate_path, std::string key_path)
    : certificate_path_(std::move(certificate_path)), key_path_(std::move(key_path)) {
    certificate_mark_ = mark_of(certificate_path_);
    key_mark_ = mark_of(key_path_);
    context_ = load();
    if (!context_)
        throw Problem(ProblemKind::unavailable, "platform.bad_certificate", "can't load " + certificate_path_ + " with " + key_path_);
}

std::unique_ptr<Stream> TlsContext::wrap(TcpSocket socket) { return std::make_unique<TlsStream>(std::move(socket), current()); }

TlsContext::FileMark TlsContext::mark_of(const std::string& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return {};
    return {found.st_mtim, found.st_ino, found.st_size};
}

bool TlsContext::same(const FileMark& a, const FileMark& b) {
    return a.modified.tv_sec == b.modified.tv_sec && a.modified.tv_nsec == b.modified.tv_nsec && a.inode == b.inode && a.size == b.size;
}

std::shared_ptr<SSL_CTX> TlsContext::current() {
    // Two stat calls a connection are nothing beside its handshake.
    auto certificate = mark_of(certificate_path_), key = mark_of(key_path_);
    std::lock_guard lock(mutex_);
    if (same(certificate, certificate_mark_) && same(key, key_mark_)) return context_;
    certificate_mark_ = certificate;
    key_mark_ = key;
    if (auto fresh = load()) context_ = std::move(fresh);
    return context_;
}

std::shared_ptr<SSL_CTX> TlsContext::load() const {
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    bool loaded = context && SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) == 1 &&
                  SSL_CTX_use_certificate_chain_file(context.get(), certificate_path_.c_str()) == 1 &&
                  SSL_CTX_use_PrivateKey_file(context.get(), key_path_.c_str(), SSL_FILETYPE_PEM) == 1 &&
                  SSL_CTX_check_private_key(context.get()) == 1;
    ERR_clear_error();
    if (!loaded) return nullptr;
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
    return context;
}

}  // namespace goodhost::http
