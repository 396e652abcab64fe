#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/imports/imports.hpp"
#include "platform/json/json.hpp"

/// From a row to the input that a request for the same record would have brought.
namespace goodhost::imports {

/// Nothing when the column is missing or empty.
std::optional<std::string> given(const Row& row, std::string_view column);
/// true, false, 1 or 0. Throws Problem invalid naming the column.
bool flag(const Row& row, std::string_view column, bool standard);

/// Throws Problem invalid with every field that the Rules of the input refuse, as they would in a request.
template <class In>
void hold_to_rules(const In& input) {
    In checked;
    FieldProblems problems;
    json::read(json::to_json(input), type_of<In>(), &checked, problems, json::Unknown::ignore);
    problems.throw_if_any();
}

}  // namespace goodhost::imports
