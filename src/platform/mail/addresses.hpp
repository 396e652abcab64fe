#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// An address header's unfolded value (RFC 5322 3.4, with the obsolete forms): groups flattened, names decoded,
// at most 2000 entries.
std::vector<Address> parse_addresses(std::string_view unfolded);

// Message identifiers without angle brackets, in order; words without brackets count when nothing is bracketed.
std::vector<std::string> parse_message_ids(std::string_view unfolded);

// The domain of an address in lower case, empty when it has none.
std::string domain_of(std::string_view address);

}  // namespace goodhost::mail
