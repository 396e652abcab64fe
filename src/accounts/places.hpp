#pragma once
#include <string>
#include <vector>

#include "platform/core/problem.hpp"

namespace goodhost::accounts {

/// Tells what is no language of ours (`locale`) or no IANA zone (`time_zone`): stored, either would silently count as
/// English or UTC.
void check_language(FieldProblems& problems, const std::string& locale);
void check_zone(FieldProblems& problems, const std::string& time_zone);

}  // namespace goodhost::accounts
