#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

struct OutgoingFile {
    std::string filename;
    std::string content_type;  // anything that is no `type/subtype` is sent as application/octet-stream
    std::string content;
    std::string content_id;  // set: belongs to the HTML, which shows it as `cid:...`
};

// How far the mail was written by a programme (RFC 3834 5).
enum class Automation {
    none,            // a person pressed send
    auto_generated,  // a notice
    auto_replied     // an answer by a rule
};

struct Outgoing {
    Address from;
    std::vector<Address> to, cc, reply_to;
    std::string subject;
    std::string message_id;  // identifiers without angle brackets; made by the caller, as they are signed there
    std::string in_reply_to;
    std::vector<std::string> references;  // oldest first
    std::int64_t date_unix = 0;
    std::string text;  // empty: made from `html`
    std::string html;  // empty: the mail is plain text
    std::vector<OutgoingFile> files;
    Automation automation = Automation::none;
    std::vector<std::pair<std::string, std::string>> headers;  // more of them; names that are no token are left out
};

// A complete message (RFC 5322, MIME) with CRLF line ends, in 7 bits, no line over 998 characters. Whatever the fields hold, they
// cannot add a header, a recipient or a part: control characters become spaces. The same input gives the same bytes.
std::string compose(const Outgoing& outgoing);

// First and last are kept, what is left out is the oldest behind the first, until all fit into 900 characters: relays
// refuse long header blocks.
std::vector<std::string> cap_references(std::vector<std::string> references);

}  // namespace goodhost::mail
