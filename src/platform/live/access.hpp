#pragma once
#include <string>
#include <string_view>

#include "platform/core/context.hpp"
#include "platform/core/reflect.hpp"

namespace goodhost::live {

/// Whoever ends a session, or takes a right away, without an entry on the trail notifies this channel of the database with the word of whom it
/// is about: every node asks `still_valid` of that person's connections at once. An empty word is about everybody.
inline constexpr std::string_view access_channel = "live_access";

inline std::string access_word(const Actor& whose) { return std::string(enum_name(whose.kind)) + "/" + std::to_string(whose.id); }

}  // namespace goodhost::live
