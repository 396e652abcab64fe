#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Questions to the domain name system. An interface, so that tests answer themselves.
namespace goodhost::dns {

/// none: the name or the kind of record does not exist; failed: nobody could say.
enum class Outcome { found, none, failed };

struct Answer {
    Outcome outcome = Outcome::failed;
    std::vector<std::string> values;
};

/// Any thread. Blocks for some seconds at most. Names are without the dot at the end.
class Resolver {
  public:
    virtual ~Resolver() = default;
    virtual Answer texts(std::string_view name) const = 0;       ///< TXT; the strings of one record joined (RFC 7208 3.3)
    virtual Answer exchangers(std::string_view name) const = 0;  ///< MX, best first; one empty value is a null MX (RFC 7505)
    virtual Answer addresses(std::string_view name) const = 0;   ///< A and AAAA, as text
    virtual Answer names(std::string_view address) const = 0;    ///< PTR
};

/// The machine's own resolver (/etc/resolv.conf).
class SystemResolver final : public Resolver {
  public:
    SystemResolver() = default;
    /// Asks a server of this machine instead, so that tests can be that server.
    explicit SystemResolver(std::uint16_t loopback_port) : loopback_port_(loopback_port) {}

    Answer texts(std::string_view name) const override;
    Answer exchangers(std::string_view name) const override;
    Answer addresses(std::string_view name) const override;
    Answer names(std::string_view address) const override;

  private:
    std::uint16_t loopback_port_ = 0;  ///< 0: the machine's own
};

/// `1.0.0.127.in-addr.arpa`; empty for what is no address.
std::string reverse_name(std::string_view address);

}  // namespace goodhost::dns
