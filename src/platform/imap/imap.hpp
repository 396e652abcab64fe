#pragma once
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/net/destination.hpp"
#include "platform/net/failure.hpp"

/// Reading mailboxes on other servers by IMAP. This header costs no Asio.
namespace goodhost::imap {

enum class Security { tls, starttls, plain };
BOOST_DESCRIBE_ENUM(Security, tls, starttls, plain)

struct Credentials {
    std::string user;
    std::string secret;
    bool is_token = false;  ///< XOAUTH2
};

struct Trial {
    std::vector<std::string> missing_folders;
    bool pushes = false;
};
/// Connects, signs in and looks for the folders; blocks for at most a minute or so. Throws net::Failure.
Trial try_out(const net::Destination& destination, Security security, const Credentials& credentials,
              const std::vector<std::string>& folders);

}  // namespace goodhost::imap
