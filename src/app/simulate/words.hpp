#pragma once
#include <string_view>

namespace goodhost::simulate {

/// What a field of a scenario means, for the schema; empty where its name says all.
std::string_view meaning_of(std::string_view type, std::string_view field);

}  // namespace goodhost::simulate
