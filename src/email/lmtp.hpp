#pragma once
#include "platform/lmtp/lmtp.hpp"
#include "platform/resident.hpp"

namespace goodhost::email {

/// Takes what a mail server of ours hands over into the mailboxes that it is for.
std::unique_ptr<lmtp::Receiver> make_receiver(const Context& system);

/// The listener of setting `lmtp`; null when that is empty.
std::unique_ptr<Resident> make_lmtp(const Context& system, const std::string& node);

}  // namespace goodhost::email
