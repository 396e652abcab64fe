#pragma once
#include <functional>

#include "platform/mail/message.hpp"
#include "platform/mail/mime_tree.hpp"

namespace goodhost::mail {

using BuildNested = std::function<void(Part&, Message&)>;

// Fills the bodies and attachments of `message` from its tree: which part is text to read and which is attached follows
// RFC 8621 4.1.4. The parts' contents are moved out.
void read_bodies(Part& root, Message& message, const BuildNested& build_nested);

void limit_texts(Message& message, std::size_t max_text);

}  // namespace goodhost::mail
