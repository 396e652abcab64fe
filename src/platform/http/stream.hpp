#pragma once
#include <array>
#include <memory>
#include <span>
#include <string_view>

#include "platform/http/asio.hpp"

namespace goodhost::http {

enum class Step { done, want_read, want_write, closed };

struct Io {
    Step step = Step::closed;
    std::size_t bytes = 0;
};

/// A head and the bytes that follow it: written with one call where the stream can.
using Pieces = std::array<std::string_view, 2>;

/// The bytes of one connection, plain or TLS. Every call returns at once; `want_*` says what to wait for before it is
/// repeated. An owner on one thread only.
class Stream {
  public:
    explicit Stream(TcpSocket socket);
    virtual ~Stream() = default;
    virtual Io try_handshake() { return {Step::done}; }
    virtual Io try_read(std::span<char> into) = 0;
    /// May write less than asked for.
    virtual Io try_write(const Pieces& pieces) = 0;
    /// Tells the peer that nothing more comes.
    virtual Io try_shutdown() = 0;
    virtual bool secure() const { return false; }
    TcpSocket& socket() { return socket_; }

  protected:
    TcpSocket socket_;
};

class PlainStream final : public Stream {
  public:
    using Stream::Stream;
    Io try_read(std::span<char> into) override;
    Io try_write(const Pieces& pieces) override;
    Io try_shutdown() override;
};

/// Ends when the socket is ready, cancelled or broken; the next try tells which.
Task<void> wait_for(TcpSocket& socket, Step want);

}  // namespace goodhost::http
