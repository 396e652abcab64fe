#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/net/destination.hpp"
#include "platform/net/failure.hpp"
#include "platform/net/loop.hpp"

struct ssl_st;

namespace goodhost::net {

/// A connection to a server of somebody, plain or TLS, on the loop's thread. Everything throws Failure and ends in bounded
/// time.
class Transport {
  public:
    Transport(Loop& loop, Destination destination);
    ~Transport();
    Transport(const Transport&) = delete;

    /// Tries the addresses of the name in turn.
    Task<void> connect();
    /// From here on TLS (1.2 or newer); the certificate must be trusted and for this host.
    Task<void> secure();
    /// At least one byte. `patience`: until then.
    Task<std::size_t> read(std::span<char> into, std::chrono::milliseconds patience);
    /// Whether something can be read within this time.
    Task<bool> readable(std::chrono::milliseconds patience);
    Task<void> write(std::string_view bytes);
    bool is_secure() const { return ssl_ != nullptr; }
    /// Whatever waits ends with a Failure, and so does all that follows.
    void close();

  private:
    enum class Direction { read, write };
    Task<void> try_address(const tcp::endpoint& endpoint, bool& connected, std::string& words);
    Task<void> wait(Direction direction);
    Task<bool> wait_for_tls(int result, Fault fault);
    void arm(std::chrono::milliseconds patience);
    [[noreturn]] void fail(Fault fault, std::string words) const;

    Loop& loop_;
    const Destination destination_;
    Socket socket_;
    Timer deadline_;
    std::shared_ptr<Transport*> self_;  ///< for a deadline that passes after our end
    std::shared_ptr<ssl_st> ssl_;
    bool timed_out_ = false, closed_ = false;
};

}  // namespace goodhost::net
