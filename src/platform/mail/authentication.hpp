#pragma once
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// All Authentication-Results headers (RFC 8601) in order, at most 100 results. Whether a server may be believed is the
// reader's decision.
std::vector<AuthenticationResult> read_authentication_results(const std::vector<Header>& headers);

}  // namespace goodhost::mail
