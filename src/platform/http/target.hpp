#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goodhost::http {

/// A request target taken apart (RFC 9112 section 3.2).
struct Target {
    std::string path;  ///< decoded, without `.`, `..` and empty segments; begins with `/`
    std::vector<std::pair<std::string, std::string>> query;
    std::string authority;  ///< of the absolute form, else empty
};

/// Nothing when the target is malformed, climbs above the root, or decodes to control characters or bad UTF-8.
std::optional<Target> parse_target(std::string_view target);

/// The host of a Host field or authority: lower case, without port and final dot. Nothing when it is no host.
std::optional<std::string> parse_host(std::string_view authority);

bool is_utf8(std::string_view text);

}  // namespace goodhost::http
