#pragma once
#include "platform/http/route.hpp"

namespace goodhost::http {

/// The API's reference as one page that needs no script and no network: every endpoint with its permission, parameters, body and answer.
Response reference_page(const Call& call);

}  // namespace goodhost::http
