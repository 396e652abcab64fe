#pragma once
#include <string>
#include <vector>

#include "platform/http/route.hpp"

namespace goodhost::http {

/// OpenAPI 3.1 of all JSON routes, from the route tables and the descriptions of their structs. Stable order, so that a
/// checked-in copy shows differences.
std::string openapi_document(const std::vector<Route>& routes, std::string_view version);

}  // namespace goodhost::http
