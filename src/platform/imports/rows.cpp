#include "platform/imports/rows.hpp"

namespace goodhost::imports {

std::optional<std::string> given(const Row& row, std::string_view column) {
    auto value = row.text(column);
    return value.empty() ? std::nullopt : std::optional(std::move(value));
}

bool flag(const Row& row, std::string_view column, bool standard) {
    auto value = given(row, column);
    bool flag = standard;
    if (value && !json::read_scalar(*value, type_of<bool>(), &flag))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{std::string(column), "wrong_type", {}}});
    return flag;
}

}  // namespace goodhost::imports
