#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/simulate/result.hpp"

/// Pictures of a simulation's result as SVG; colours come from the page.
namespace goodhost::simulate {

std::string promise_chart(const Promises& promises);
std::string day_chart(const std::vector<Day>& days);
std::string wait_chart(const std::vector<Day>& days);
std::string week_chart(const std::vector<HourOfWeek>& hours, std::int64_t HourOfWeek::*count);
std::string agent_chart(const std::vector<AgentLoad>& agents);

std::string escaped(std::string_view text);
std::string thousands(std::int64_t number);
/// `2 d 3 h`, `45 min`, `12 s`.
std::string duration_words(std::int64_t seconds);

}  // namespace goodhost::simulate
