#pragma once
#include <string>

#include "platform/config/settings.hpp"

namespace goodhost::app {

/// Reads a message from standard input and prints what the parser sees; never fails on bad input.
int inspect_mail(bool as_json);

/// Pipe for a mail server. 0 once the message is stored durably (on a ticket or in quarantine), 75 (EX_TEMPFAIL) when it can't be.
int deliver_mail(const config::Settings& settings, const std::string& mailbox);

}  // namespace goodhost::app
