#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

struct Bounded {
    std::string_view text;  // the part of the message that may be read
    std::vector<std::string> defects;
};

// Looks through the raw bytes once, before anything is built from them, and cuts where headers or parts would exceed
// the limits: the MIME library itself sets no bounds.
Bounded cut_to_limits(std::string_view raw, const Limits& limits);

}  // namespace goodhost::mail
