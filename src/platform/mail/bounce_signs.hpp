#pragma once
#include "platform/mail/message.hpp"
#include "platform/mail/notification.hpp"

namespace goodhost::mail {

// Whether a mail that is no standard report tells of a failed delivery. A programme must have sent it: a customer who
// writes about a bounce, or forwards one, still reaches a person.
bool looks_like_failure(const Message& message, const Notification& notice);

// Sent by a mail server: mailer-daemon, postmaster, nobody, or with an empty return path.
bool is_from_daemon(const Message& message);

}  // namespace goodhost::mail
