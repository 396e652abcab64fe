#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/core/reflect.hpp"

/// The way out to a mail server (RFC 5321 as a client), over libcurl.
namespace goodhost::mail {

/// offered: encrypted when the server can, whoever it is (a mail server on this machine). starttls and tls: encrypted, with
/// the server's certificate checked, or not at all.
enum class Security { none, offered, starttls, tls };
BOOST_DESCRIBE_ENUM(Security, none, offered, starttls, tls)

struct Relay {
    std::string host;
    std::int64_t port = 25;
    Security security = Security::offered;
    std::string username, password;  ///< none: no AUTH
    std::string ca_file;             ///< PEM of who may have signed the certificate, beside the system's
    std::string hello;               ///< the name that we greet with; empty: the machine's
    bool allow_private = true;       ///< false: only an address on the public internet is connected to
};

/// `smtp://host:25`, `smtp://user:password@host:587`, `smtps://host`. Whoever names a password means a checked certificate.
/// Throws Problem invalid `platform.bad_configuration`.
Relay relay_of_url(std::string_view url);

/// What became of a try, by whose turn it is.
enum class ReplyClass {
    accepted,   ///< the server has it now
    refused,    ///< 5xx about this mail or recipient: final
    later,      ///< 4xx: the server wants it again
    login,      ///< our name or password is not taken
    insecure,   ///< no TLS where it is asked for, or a certificate that is not the server's
    unreached,  ///< no connection, or it broke
};
BOOST_DESCRIBE_ENUM(ReplyClass, accepted, refused, later, login, insecure, unreached)

struct SmtpReply {
    ReplyClass reply_class = ReplyClass::unreached;
    std::int64_t code = 0;     ///< 250, 451, 550; 0 without an answer
    std::string status;        ///< enhanced (RFC 3463): `5.1.1`; may be empty
    std::string words;         ///< the server's, one line, at most 500 bytes
    bool answer_lost = false;  ///< the whole mail left, and what the server says to it is not known: it may have it
};

struct Envelope {
    std::string from;  ///< empty: nobody shall be told of a failure (RFC 5321 4.5.5)
    std::string to;
};

/// Keeps connections open between mails to the same relay with the same login. Any thread.
class SmtpClient {
  public:
    SmtpClient();
    ~SmtpClient();
    /// Blocks for at most two minutes.
    /// `before_end` is called on this thread before the last bytes leave; false, or an exception, ends the try.
    SmtpReply send(const Relay& relay, const Envelope& envelope, std::string_view raw, const std::function<bool()>& before_end = {});
    /// Connects, encrypts and signs in as for a mail and goes again: whether the settings are right.
    SmtpReply probe(const Relay& relay);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What a reply line says: class, code, enhanced status. Pure.
SmtpReply read_reply(std::string_view line);

/// How long to wait after the `attempts`th try, before spreading. Greylisting wants minutes, a full mailbox hours, a
/// server that is away comes back by itself, and a wrong password is mended by a person.
Duration pause_after(const SmtpReply& reply, std::int64_t attempts);

/// RFC 5321 4.5.4.1: at least four to five days.
inline constexpr Duration give_up_after = std::chrono::hours{5 * 24};

}  // namespace goodhost::mail
