#pragma once
#include <string_view>

namespace goodhost::live {

/// Whoever ends a session, or takes a right away, without an entry on the trail notifies this channel of the database: every node asks
/// `still_valid` of all its connections at once.
inline constexpr std::string_view access_channel = "live_access";

}  // namespace goodhost::live
