#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/resident.hpp"

/// Mail handed over by a mail server of ours: LMTP (RFC 2033) with PIPELINING, SIZE, 8BITMIME, SMTPUTF8 and
/// ENHANCEDSTATUSCODES.
namespace goodhost::lmtp {

/// `250 2.1.5 Taken`. The class decides what the mail server does: 2 it forgets the mail, 4 it tries again, 5 it bounces.
struct Reply {
    int code = 0;
    std::string status;  ///< RFC 3463
    std::string text;    ///< one line
};

struct Envelope {
    std::string sender;  ///< empty: the null sender of bounces
    std::vector<std::string> recipients;
};

/// Who takes the mail. Called on workers, by several at once; an exception is answered with 451.
class Receiver {
  public:
    virtual ~Receiver() = default;
    /// Why no mail can be taken now, of so many bytes if that was announced.
    virtual std::optional<Reply> pressure(std::uint64_t announced_size) = 0;
    virtual Reply recipient(const std::string& address) = 0;
    /// 250 only once the message is stored durably for this recipient. The file stays where it is.
    virtual Reply take(const Envelope& envelope, const std::string& recipient, const std::string& file) = 0;
};

struct Options {
    std::string listen;  ///< `127.0.0.1:2424`
    std::string spool_folder;
    std::string host_name = "goodhost";
    std::uint64_t largest_message = std::uint64_t{100} << 20;
    int most_connections = 64;
    int most_recipients = 100;
    int workers = 4;                                                   ///< for questions
    int takers = 16;                                                   ///< for messages; each may wait for programs beside us
    std::chrono::milliseconds patience{std::chrono::minutes{5}};       ///< between two reads
    std::chrono::milliseconds message_time{std::chrono::minutes{10}};  ///< for one message
};

class Server : public Resident {
  public:
    virtual std::uint16_t port() const = 0;
};

/// Binds; throws Problem unavailable when it can't.
std::unique_ptr<Server> make_server(const Options& options, std::unique_ptr<Receiver> receiver);

}  // namespace goodhost::lmtp
