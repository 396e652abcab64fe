#pragma once
#include "accounts/agents.hpp"
#include "brands/brands.hpp"
#include "platform/http/route.hpp"

/// Signing in and out of the desk.
namespace goodhost::accounts {

struct SignIn {
    std::string email;
    std::string password;
    std::optional<std::string> code;  ///< TOTP or a recovery code
    static constexpr Rule rules[] = {{"email", 320}, {"password", 1000}, {"code", 40}};
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, code))

struct SessionView {
    AgentRow agent;
    std::vector<std::string> permissions;
    std::vector<TeamId> teams;
    std::vector<brands::Brand> brands;
    std::string csrf_token;
    std::string locale, time_zone, theme;
    bool demo = false;
    std::string version;
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (agent, permissions, teams, brands, csrf_token, locale, time_zone, theme, demo, version))

struct SessionItem {
    std::int64_t id = 0;
    Instant created_at, last_seen_at;
    std::string address, user_agent;
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionItem, (), (id, created_at, last_seen_at, address, user_agent, current))

struct SessionList {
    std::vector<SessionItem> items;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))

struct SessionKey {
    std::int64_t session_id = 0;
};
BOOST_DESCRIBE_STRUCT(SessionKey, (), (session_id))

/// Sessions and sign-in links whose time is over.
void delete_expired(const Context& system);

/// A new session's cookie value; only its hash is stored.
std::string open_session(db::Tx& tx, const Context& context, std::optional<AgentId> agent, std::optional<ContactId> contact);
std::string set_cookie(std::string_view name, std::string_view value, const http::Request& request);
std::string clear_cookie(std::string_view name, const http::Request& request);

/// Throws forbidden `accounts.token_by_token` for a token: one that leaked, however narrow, must not become a way in for good.
void require_session(const Context& context);

/// Has the live connections of one person ask whether their sessions still hold.
void end_live_connections(db::Tx& tx, const Actor& whose);

/// Checks password and, where it is on, the second factor; unauthenticated `accounts.wrong_credentials` or `accounts.code_required`.
AgentId check_credentials(const Context& context, const SignIn& input);

http::Response sign_in(const http::Call& call);
http::Response sign_out(const http::Call& call);
http::Response show_session(const http::Call& call);
/// The answer of a sign-in by whichever way: cookie and session view.
http::Response signed_in(const http::Call& call, AgentId agent);

SessionList list_sessions(db::Reader& reader, const Context& context, const http::Empty&);
void revoke_session(db::Tx& tx, const Context& context, const SessionKey& input);
void revoke_other_sessions(db::Tx& tx, const Context& context, const http::Empty&);

}  // namespace goodhost::accounts
