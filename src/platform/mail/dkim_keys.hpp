#pragma once
#include "platform/mail/dkim.hpp"

namespace goodhost::mail {

/// The signature's bytes over the canonical header. Throws std::invalid_argument for what is no key of that kind.
std::string sign_dkim(const DkimSigner& signer, std::string_view header);

}  // namespace goodhost::mail
