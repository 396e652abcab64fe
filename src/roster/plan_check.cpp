#include <fmt/core.h>

#include "roster/duty.hpp"

namespace goodhost::roster {

namespace {

constexpr std::size_t most_layers = 20;

void check_hours(const std::string& field, const std::string& from, const std::string& to, FieldProblems& problems) {
    auto begins = parse_minute(from);
    if (!begins || *begins == minutes_of_day) problems.add(field + ".from", "roster.bad_time");
    if (!parse_minute(to)) problems.add(field + ".to", "roster.bad_time");
}

void check_layer(const std::string& field, const Layer& layer, FieldProblems& problems) {
    if (layer.name.empty()) problems.add(field + ".name", "required");
    if (layer.rotation && layer.agents.empty()) problems.add(field + ".agents", "required");
    if (layer.rotation && !parse_wall_time(layer.rotation->starts_at)) problems.add(field + ".rotation.starts_at", "roster.bad_start");
    for (std::size_t i = 0; i < layer.hours.size(); ++i)
        check_hours(fmt::format("{}.hours[{}]", field, i), layer.hours[i].from, layer.hours[i].to, problems);
    for (std::size_t i = 0; i < layer.shifts.size(); ++i)
        check_hours(fmt::format("{}.shifts[{}]", field, i), layer.shifts[i].from, layer.shifts[i].to, problems);
}

}  // namespace

void check_plan(const Plan& plan, FieldProblems& problems) {
    if (!Zone::find(plan.time_zone)) problems.add("time_zone", "unknown_value");
    if (plan.layers.size() > most_layers) problems.add("layers", "too_long", {{"max", std::to_string(most_layers)}});
    for (std::size_t i = 0; i < plan.layers.size(); ++i) check_layer(fmt::format("layers[{}]", i), plan.layers[i], problems);
}

}  // namespace goodhost::roster
