#pragma once
#include "platform/http/route.hpp"

namespace goodhost::tickets {

/// One of the pictures that the words of a mail name and that are somebody else's: fetched by the host when a person asks for it, so
/// that its server learns neither who reads nor where. Counted from 0 in the words, then in what they repeat.
http::Response remote_image(const http::Call& call);

}  // namespace goodhost::tickets
