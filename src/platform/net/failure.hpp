#pragma once
#include <boost/describe/enum.hpp>
#include <exception>
#include <string>

namespace goodhost::net {

/// Why a mail server can't be worked with: what a person is told first, in their language.
enum class Fault {
    name,           ///< its name is not found
    not_public,     ///< its address is not on the public internet, and that is not allowed
    connection,     ///< nothing answers, or the connection broke
    timeout,        ///< it answers too slowly
    certificate,    ///< its certificate is not trusted or is for another name
    encryption,     ///< TLS is not spoken or not offered
    protocol,       ///< it does not speak as it should
    login,          ///< name or password is refused
    authorization,  ///< a token for it could not be got
    folder,         ///< a folder is missing
    storage         ///< ours: what it has could not be stored
};
BOOST_DESCRIBE_ENUM(Fault, name, not_public, connection, timeout, certificate, encryption, protocol, login, authorization, folder, storage)

/// Ends a conversation. `words`: the server's or the system's own, for who wants to know more.
struct Failure : std::exception {
    Failure(Fault fault, std::string words) : fault(fault), words(std::move(words)) {}
    const char* what() const noexcept override { return words.c_str(); }
    Fault fault;
    std::string words;
};

}  // namespace goodhost::net
