#pragma once
#include "platform/http/route.hpp"

namespace goodhost::http {

/// Files of web/*/dist that are part of the binary. `/desk/...` falls back to the desk's index (client routes); names with a
/// content hash are cached for ever, others by ETag. A `.br` or `.gz` beside a file is sent to who accepts it.
std::vector<Route> asset_routes();

}  // namespace goodhost::http
