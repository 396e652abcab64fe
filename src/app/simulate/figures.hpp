#pragma once
#include <cstdint>
#include <vector>

#include "app/simulate/result.hpp"

/// What is reckoned from what was counted.
namespace goodhost::simulate {

/// Four digits are enough for a part of one.
double rounded(double part);
/// Sorts them.
Percentiles percentiles_of(std::vector<std::int64_t>& seconds);
/// 0: all have the same; near 1: one has it all (Gini).
double unevenness(std::vector<double> values);

Pages count_pages(World& world);
Fairness fairness_of(const Result& result);

}  // namespace goodhost::simulate
