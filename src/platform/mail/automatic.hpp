#pragma once
#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

struct AutomaticMail {
    bool is_auto_generated = false;  // written by a programme: no automatic answer may follow
    bool is_auto_reply = false;      // an answer by a programme: absence, receipt
    bool is_list = false;            // through a mailing list or a bulk sender
    int hops = 0;                    // Received headers
    bool is_loop = false;            // more hops than mail takes
    std::string cause;               // the header or word that told, for the log and the quarantine's page
};

AutomaticMail read_automatic(const Message& message);

// Addresses that answer no person and must never get automatic mail: mailer-daemon, postmaster, abuse, root, noreply, ...
bool is_machine_address(std::string_view address);

BOOST_DESCRIBE_STRUCT(AutomaticMail, (), (is_auto_generated, is_auto_reply, is_list, hops, is_loop, cause))

}  // namespace goodhost::mail
