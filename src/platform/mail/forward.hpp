#pragma once
#include <optional>
#include <string>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// A mail that somebody passed on.
struct Forward {
    Address from;         // who wrote the original
    std::string subject;  // of the original, else of the mail without its "Fwd:"
    std::string text;     // the original's words
    std::string before;   // what the one who passed it on wrote above
};

// From an attached message, or from the block of header lines that mail clients put above the text, in many languages. Only
// where the subject says so: an answer with a quotation has the same block.
std::optional<Forward> read_forward(const Message& message);

BOOST_DESCRIBE_STRUCT(Forward, (), (from, subject, text, before))

}  // namespace goodhost::mail
