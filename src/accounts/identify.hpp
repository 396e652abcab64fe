#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"

namespace goodhost {
class Registry;
}

namespace goodhost::accounts {

inline constexpr std::string_view desk_cookie = "goodhost_session";
inline constexpr std::string_view portal_cookie = "goodhost_portal";
/// A session that is not used ends after the first, and any after the second.
inline constexpr std::chrono::hours session_life{14 * 24}, longest_session{90 * 24};

/// Who a request is: bearer token, desk or portal cookie, or the signed link of `/t/{token}`. `permissions` is the registry's
/// list of all permissions with their built-in roles.
http::Authenticator make_authenticator(const Registry& registry);

/// How a cookie is called towards this browser: over TLS with the prefix `__Host-`, so that neither a page of a neighbouring domain nor
/// one without TLS can set it.
std::string cookie_name(std::string_view name, const http::Request& request);
/// The value of the session cookie that `name` stands for, or empty.
std::string_view session_cookie(const http::Request& request, std::string_view name);

/// The CSRF token that belongs to a session's cookie: derived, so nothing is stored.
std::string csrf_token(std::string_view cookie);
/// Whether it belongs to the very cookie by which the request is signed in: another one may have been planted.
bool csrf_valid(const http::Request& request, const Context& context, std::string_view token);

}  // namespace goodhost::accounts
