#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"

namespace goodhost {
class Registry;
}

namespace goodhost::accounts {

inline constexpr std::string_view desk_cookie = "goodhost_session";
inline constexpr std::string_view portal_cookie = "goodhost_portal";
inline constexpr std::chrono::hours session_life{14 * 24};

/// Who a request is: bearer token, desk or portal cookie, or the signed link of `/t/{token}`. `permissions` is the registry's
/// list of all permissions with their built-in roles.
http::Authenticator make_authenticator(const Registry& registry);

/// The CSRF token that belongs to a session's cookie: derived, so nothing is stored.
std::string csrf_token(std::string_view cookie);
/// Whether it belongs to one of the request's session cookies.
bool csrf_valid(const http::Request& request, std::string_view token);

}  // namespace goodhost::accounts
