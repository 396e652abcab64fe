#pragma once
#include "platform/dns/dns.hpp"

/// Sender Policy Framework (RFC 7208): may this address send for this domain?
namespace goodhost::dns {

/// none: the domain says nothing; permerror: what it says can't be read, or asks too much (4.6.4).
enum class SpfResult { pass, fail, softfail, neutral, none, temperror, permerror };

/// The domain's record; nothing found gives none, several permerror.
struct SpfRecord {
    SpfResult result = SpfResult::none;  ///< pass when there is exactly one
    std::string text;
};
SpfRecord find_spf(const Resolver& resolver, std::string_view domain);

/// At most ten questions, as the RFC asks. Macros other than plain names are permerror; `exists` and `ptr` never match.
SpfResult check_spf(const Resolver& resolver, std::string_view domain, std::string_view address);

}  // namespace goodhost::dns
