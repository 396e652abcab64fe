#pragma once
#include <string>
#include <string_view>

namespace goodhost::http {

/// `/assets/site.css?v=<digest>`: the address of a file of web/site/dist that changes with its bytes.
std::string asset_address(std::string_view name);

}  // namespace goodhost::http
