#pragma once
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goodhost {

/// The closed list of expected failures. Kind to HTTP status and kind to job retry are each one function.
enum class ProblemKind { invalid, unauthenticated, forbidden, not_found, conflict, too_large, rate_limited, unavailable };

using ProblemArguments = std::vector<std::pair<std::string, std::string>>;

/// One field that a person has to mend. `code` is stable (`required`, `too_long`, `tickets.reason_required`); its text for
/// the person is the catalogue message `platform.field.<code>` or, with a slice in front, `<slice>.field.<name>`.
struct FieldProblem {
    std::string field;  ///< JSON path: `contact.email`, `tags[2]`
    std::string code;
    ProblemArguments arguments;
};

/// The only exception for expected failure. Ends a request or a job; never thrown for a programmer's mistake.
/// `code` is stable and documented (`tickets.not_found`); its text for the person is the catalogue message
/// `<slice>.problem.<name>`. `log` is for the log only and never leaves the server.
class Problem : public std::exception {
  public:
    Problem(ProblemKind kind, std::string code, std::string log = {}) : kind(kind), code(std::move(code)), log(std::move(log)) {}
    Problem(ProblemKind kind, std::string code, std::vector<FieldProblem> fields)
        : kind(kind), code(std::move(code)), fields(std::move(fields)) {}

    const char* what() const noexcept override { return code.c_str(); }

    ProblemKind kind;
    std::string code;
    std::string log;
    std::vector<FieldProblem> fields;
    ProblemArguments arguments;
    int retry_after_seconds = 0;  ///< for rate_limited and unavailable; 0 = not stated
};

/// Collects every field's problem, so that all are told at once (422), then throws.
class FieldProblems {
  public:
    void add(std::string field, std::string code, ProblemArguments arguments = {}) {
        fields_.push_back({std::move(field), std::move(code), std::move(arguments)});
    }
    bool empty() const { return fields_.empty(); }
    void throw_if_any() {
        if (!fields_.empty()) throw Problem(ProblemKind::invalid, "platform.invalid_input", std::move(fields_));
    }
    std::vector<FieldProblem> take() { return std::move(fields_); }

  private:
    std::vector<FieldProblem> fields_;
};

int http_status(ProblemKind kind);
/// Whether a job that failed with this kind may succeed when tried again.
bool worth_retrying(ProblemKind kind);
std::string_view to_string(ProblemKind kind);

}  // namespace goodhost
