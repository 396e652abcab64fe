#include "platform/registry.hpp"

namespace goodhost {

void Registry::routes(std::vector<http::Route> entries) {
    for (auto& entry : entries) routes_.push_back(std::move(entry));
}

void Registry::permissions(std::vector<PermissionEntry> entries) {
    for (auto& entry : entries) permissions_.push_back(std::move(entry));
}

void Registry::constraint(std::string_view name, std::string_view code, std::string_view field) {
    constraints_.push_back({name, code, field});
}

Problem Registry::problem_of(const db::Error& error) const {
    using db::ErrorKind;
    for (auto& known : constraints_) {
        if (known.name != error.constraint) continue;
        Problem problem(ProblemKind::conflict, std::string(known.code), error.message);
        if (!known.field.empty()) problem.fields.push_back({std::string(known.field), std::string(known.code), {}});
        return problem;
    }
    switch (error.kind) {
        case ErrorKind::unique: return {ProblemKind::conflict, "platform.already_exists", error.message};
        case ErrorKind::foreign_key: return {ProblemKind::conflict, "platform.still_referenced", error.message};
        case ErrorKind::check:
        case ErrorKind::not_null: return {ProblemKind::invalid, "platform.invalid_input", error.message};
        case ErrorKind::full: return {ProblemKind::unavailable, "platform.storage_full", error.message};
        default: return {ProblemKind::unavailable, "platform.database_unavailable", error.message};
    }
}

}  // namespace goodhost
