#pragma once
#include <memory>
#include <string>

#include "platform/lmtp/session.hpp"
#include "platform/net/loop.hpp"
#include "platform/net/spool.hpp"

namespace goodhost::lmtp {

/// One client. Lives on the loop's thread as long as its coroutine.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(net::Loop& loop, net::Socket socket, const Options& options, Receiver& receiver)
        : loop_(loop), socket_(std::move(socket)), deadline_(loop.executor()), options_(options), receiver_(receiver), session_(options) {}
    net::Task<void> run();
    /// Says one thing and goes.
    net::Task<void> turn_away();
    /// Ends once what it has begun to take is answered.
    void wind_up();

  private:
    net::Task<bool> fill();
    net::Task<bool> flush();
    net::Task<bool> obey(std::string& line);
    net::Task<bool> next_line(std::string& line);
    net::Task<bool> receive_message();
    net::Task<bool> read_message(net::SpoolFile& spool, bool& too_large);
    net::Task<Reply> deliver(const std::string& recipient, const net::SpoolFile& spool, bool too_large);
    Reply answer_of(const std::string& recipient, const net::SpoolFile& spool);
    std::string_view unread() const { return std::string_view(buffer_).substr(at_); }
    void arm(std::chrono::milliseconds patience);

    net::Loop& loop_;
    net::Socket socket_;
    net::Timer deadline_;
    const Options& options_;
    Receiver& receiver_;
    Session session_;
    std::string buffer_, out_;
    std::size_t at_ = 0;  ///< of buffer_, what was read
    bool stopping_ = false;
};

}  // namespace goodhost::lmtp
