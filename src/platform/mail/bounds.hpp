#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

struct Bounded {
    std::string_view text;  // the part of the message that may be read
    std::string mended;     // instead of `text`, when something had to be put right
    std::vector<std::string> defects;

    std::string_view readable() const { return mended.empty() ? text : mended; }
};

// Looks through the raw bytes once, before anything is built from them, and cuts where headers or parts would exceed
// the limits: the MIME library itself sets no bounds. Words that stand right behind a boundary or a part's headers, without
// the empty line, get one: the library would drop them. Headers of a part without a body are left out.
Bounded cut_to_limits(std::string_view raw, const Limits& limits);

}  // namespace goodhost::mail
