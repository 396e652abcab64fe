#pragma once
#include "platform/live/live.hpp"

/// `roster` {type}: something about rosters or people changed; who looks fetches it anew. What it was stays with the API.
namespace goodhost::roster {

live::Source roster_topic();

}  // namespace goodhost::roster
