#pragma once
#include "accounts/accounts.hpp"

/// Passwords and codes that are tried out: beside the limit of each address, each account has one for all addresses together.
namespace goodhost::accounts {

/// A try at the secret of one account. It counts as failed from its beginning, so that many at once are counted too, until `succeeded`.
class Guess {
  public:
    /// Throws Problem rate_limited `accounts.too_many_guesses` when the account had too many failures in the last quarter of an hour.
    Guess(const Context& context, std::string_view account);
    void succeeded() const;

  private:
    const Context& context_;
    std::string account_;
};

/// Those whose time is over.
void delete_old_guesses(const Context& system);

}  // namespace goodhost::accounts
