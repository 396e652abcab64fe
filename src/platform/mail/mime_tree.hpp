#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.hpp"
#include "platform/mail/words.hpp"

namespace goodhost::mail {

// One node of the MIME tree, its body decoded from the transfer encoding but not from the charset.
struct Part {
    std::vector<Header> headers;      // `raw` is still in the bytes of the sender
    ParameterisedValue content_type;  // of a part without one: text/plain, or message/rfc822 inside a digest
    ParameterisedValue disposition;
    std::string content_id;
    std::string content;         // leaves: decoded bytes; attached messages: the message as it stands
    std::vector<Part> children;  // of a multipart, or the one root of an attached message
    bool is_multipart = false;
    bool is_message = false;
    bool has_content_type = false;
    Guessing guessing = Guessing::likely;
    bool breaks_off = false;  // a multipart without its closing boundary
};

struct MimeTree {
    Part root;
    std::size_t parts = 0;
    std::vector<std::string> defects;
};

MimeTree read_mime(std::string_view raw, const Limits& limits);

}  // namespace goodhost::mail
