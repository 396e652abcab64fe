#pragma once
#include "email/email.hpp"

namespace goodhost::email {

/// The mailbox that an address belongs to: the address itself, or without what stands behind its `+`. Any case.
std::optional<Mailbox> find_mailbox_of(db::Reader& reader, std::string_view address);

}  // namespace goodhost::email
