#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/reflect.hpp"
#include "platform/mail/message.hpp"

namespace goodhost::email {

/// Whether a mail comes from whom its From names. proven: our own mail server says so for the domain in From; failed: it says
/// the opposite; unknown: it says neither, as for most mail of private people.
enum class Authenticity { unknown, proven, failed };
BOOST_DESCRIBE_ENUM(Authenticity, unknown, proven, failed)

/// What our own mail server found about the domain in From.
struct Proof {
    Authenticity authenticity = Authenticity::unknown;
    std::vector<std::string> failed_checks;  ///< of `dmarc`, `dkim` and `spf`, those that failed for that very domain
};

/// By the topmost Authentication-Results header (RFC 8601) if one of `trusted` (authserv-ids of our own servers) wrote it.
/// What stands below may come from the sender. DMARC decides; without it a DKIM or SPF pass of the same domain does.
Proof proof_of(const mail::Message& message, const std::vector<std::string>& trusted);

}  // namespace goodhost::email
