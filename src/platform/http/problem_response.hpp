#pragma once
#include "platform/core/context.hpp"
#include "platform/http/http.hpp"

namespace goodhost::http {

/// RFC 9457 `application/problem+json`, its title and field messages in the context's language. `log` never shows.
Response problem_response(const Context& context, const Problem& problem);

}  // namespace goodhost::http
