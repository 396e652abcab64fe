#pragma once
#include <mutex>

#include "email/sources.hpp"

namespace goodhost::email {

/// What a mailbox's server is signed in with: the password, or a token got for the refresh token and used until shortly
/// before it ends. Shared by the folders of a mailbox; thread-safe.
class Tokens {
  public:
    Tokens(const Context& system, Source source) : system_(system), source_(std::move(source)) {}
    /// Blocks while it asks for a token. Throws net::Failure authorization.
    imap::Credentials credentials();
    /// The server refused what it was given: the next one is new.
    void forget();

  private:
    void refresh();
    const Context system_;
    std::mutex mutex_;
    Source source_;
    std::string token_;
    Instant ends_{};
};

}  // namespace goodhost::email
