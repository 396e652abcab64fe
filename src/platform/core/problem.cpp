#include "platform/core/problem.hpp"

namespace goodhost {

int http_status(ProblemKind kind) {
    switch (kind) {
        case ProblemKind::invalid: return 422;
        case ProblemKind::unauthenticated: return 401;
        case ProblemKind::forbidden: return 403;
        case ProblemKind::not_found: return 404;
        case ProblemKind::conflict: return 409;
        case ProblemKind::too_large: return 413;
        case ProblemKind::rate_limited: return 429;
        case ProblemKind::unavailable: return 503;
    }
    return 500;
}

bool worth_retrying(ProblemKind kind) {
    return kind == ProblemKind::unavailable || kind == ProblemKind::rate_limited || kind == ProblemKind::conflict;
}

std::string_view to_string(ProblemKind kind) {
    switch (kind) {
        case ProblemKind::invalid: return "invalid";
        case ProblemKind::unauthenticated: return "unauthenticated";
        case ProblemKind::forbidden: return "forbidden";
        case ProblemKind::not_found: return "not_found";
        case ProblemKind::conflict: return "conflict";
        case ProblemKind::too_large: return "too_large";
        case ProblemKind::rate_limited: return "rate_limited";
        case ProblemKind::unavailable: return "unavailable";
    }
    return "unknown";
}

}  // namespace goodhost
