#include "accounts/agents.hpp"
#include "accounts/audit.hpp"
#include "accounts/customers.hpp"
#include "accounts/demo.hpp"
#include "accounts/identify.hpp"
#include "accounts/import.hpp"
#include "accounts/migrations.hpp"
#include "accounts/pages.hpp"
#include "accounts/permissions.hpp"
#include "accounts/queries.hpp"
#include "accounts/roles.hpp"
#include "accounts/second_factor.hpp"
#include "accounts/seed.hpp"
#include "accounts/sessions.hpp"
#include "accounts/setup.hpp"
#include "accounts/sign_in_links.hpp"
#include "accounts/tokens.hpp"
#include "platform/registry.hpp"

namespace goodhost::accounts {

using http::Audience;
using http::endpoint;
using http::Method;
using http::page_route;

namespace {

constexpr int sign_in_tries_per_minute = 20;

http::Route limited(http::Route route, int per_minute) {
    route.per_minute = per_minute;
    return route;
}

http::Route raw(Method method, std::string_view path, Audience audience, std::string_view summary,
                std::function<http::Response(const http::Call&)> handler) {
    auto route = http::raw_route(method, path, audience, {}, std::move(handler));
    route.summary = summary;
    return route;
}

void register_session_routes(Registry& registry) {
    registry.routes({
        endpoint<&list_cast>(Method::get, "/api/v1/demo/cast", Audience::anyone, {}, "Whom one can sign in as on a demo host"),
        raw(Method::post, "/api/v1/demo/session", Audience::anyone, "Sign in as one of the cast of a demo host", sign_in_as),
        page_route(Method::get, "/setup", Audience::anyone, show_setup),
        limited(page_route(Method::post, "/setup", Audience::anyone, run_setup), sign_in_tries_per_minute),
        limited(
            raw(Method::post, "/api/v1/session", Audience::anyone, "Sign in with password and, where it is on, the second factor", sign_in),
            sign_in_tries_per_minute),
        raw(Method::get, "/api/v1/session", Audience::agent, "Who is signed in, and what it may do", show_session),
        raw(Method::delete_, "/api/v1/session", Audience::agent, "Sign out", sign_out),
        limited(raw(Method::post, "/api/v1/session/link", Audience::anyone, "Sign in with the token of a link", sign_in_by_link),
                sign_in_tries_per_minute),
        limited(
            endpoint<&request_agent_link>(Method::post, "/api/v1/sign_in_links", Audience::anyone, {}, "Ask for a sign-in link by mail"),
            5),
        endpoint<&get_me>(Method::get, "/api/v1/me", Audience::agent, {}, "My profile"),
        endpoint<&change_profile>(Method::patch, "/api/v1/me", Audience::agent, {}, "Change my profile"),
        limited(endpoint<&change_password>(Method::put, "/api/v1/me/password", Audience::agent, {}, "Change my password"),
                sign_in_tries_per_minute),
        endpoint<&list_sessions>(Method::get, "/api/v1/me/sessions", Audience::agent, {}, "My sessions"),
        endpoint<&revoke_session>(Method::delete_, "/api/v1/me/sessions/{session_id}", Audience::agent, {}, "End one of my sessions"),
        endpoint<&revoke_other_sessions>(Method::delete_, "/api/v1/me/sessions", Audience::agent, {}, "End all my other sessions"),
        endpoint<&offer_totp>(Method::post, "/api/v1/me/totp", Audience::agent, {}, "A new TOTP secret to scan"),
        limited(endpoint<&enable_totp>(Method::put, "/api/v1/me/totp", Audience::agent, {},
                                       "Turn the second factor on; gives the recovery codes"),
                sign_in_tries_per_minute),
        limited(endpoint<&disable_totp>(Method::delete_, "/api/v1/me/totp", Audience::agent, {}, "Turn the second factor off"),
                sign_in_tries_per_minute),
        endpoint<&list_my_tokens>(Method::get, "/api/v1/me/tokens", Audience::agent, {}, "My API tokens"),
        endpoint<&create_my_token>(Method::post, "/api/v1/me/tokens", Audience::agent, {}, "Make an API token; it is shown once"),
        endpoint<&delete_my_token>(Method::delete_, "/api/v1/me/tokens/{token_id}", Audience::agent, {}, "Delete one of my API tokens"),
    });
}

void register_staff_routes(Registry& registry) {
    registry.routes({
        endpoint<&list_agents>(Method::get, "/api/v1/agents", Audience::agent, {}, "List agents"),
        endpoint<&get_agent>(Method::get, "/api/v1/agents/{agent_id}", Audience::agent, {}, "Get an agent"),
        endpoint<&create_agent>(Method::post, "/api/v1/agents", Audience::agent, manage_agents, "Create an agent"),
        endpoint<&change_agent>(Method::patch, "/api/v1/agents/{agent_id}", Audience::agent, manage_agents, "Change an agent"),
        endpoint<&deactivate_agent>(Method::post, "/api/v1/agents/{agent_id}/deactivation", Audience::agent, manage_agents,
                                    "Deactivate an agent and end its sessions"),
        endpoint<&reactivate_agent>(Method::delete_, "/api/v1/agents/{agent_id}/deactivation", Audience::agent, manage_agents,
                                    "Activate an agent again"),
        endpoint<&send_invitation>(Method::post, "/api/v1/agents/{agent_id}/invitation", Audience::agent, manage_agents,
                                   "Mail the agent a link to sign in"),
        endpoint<&list_agent_tokens>(Method::get, "/api/v1/agents/{agent_id}/tokens", Audience::agent, manage_agents,
                                     "An agent's API tokens"),
        endpoint<&delete_agent_token>(Method::delete_, "/api/v1/agents/{agent_id}/tokens/{token_id}", Audience::agent, manage_agents,
                                      "Delete an agent's API token"),
        endpoint<&list_teams>(Method::get, "/api/v1/teams", Audience::agent, {}, "List teams"),
        endpoint<&create_team>(Method::post, "/api/v1/teams", Audience::agent, manage_agents, "Create a team"),
        endpoint<&change_team>(Method::patch, "/api/v1/teams/{team_id}", Audience::agent, manage_agents, "Change a team"),
        endpoint<&delete_team>(Method::delete_, "/api/v1/teams/{team_id}", Audience::agent, manage_agents, "Delete a team"),
        endpoint<&list_roles>(Method::get, "/api/v1/roles", Audience::agent, {}, "List roles with their permissions"),
        endpoint<&list_permissions>(Method::get, "/api/v1/permissions", Audience::agent, {}, "List all permissions"),
        endpoint<&create_role>(Method::post, "/api/v1/roles", Audience::agent, manage_roles, "Create a role"),
        endpoint<&change_role>(Method::patch, "/api/v1/roles/{role_id}", Audience::agent, manage_roles, "Change a role"),
        endpoint<&delete_role>(Method::delete_, "/api/v1/roles/{role_id}", Audience::agent, manage_roles, "Delete a role"),
        endpoint<&list_audit>(Method::get, "/api/v1/audit", Audience::agent, view_audit, "Administrative acts, newest first"),
    });
}

void register_customer_routes(Registry& registry) {
    registry.routes({
        endpoint<&list_customers>(Method::get, "/api/v1/customers", Audience::agent, view_customers, "List customers"),
        endpoint<&get_customer>(Method::get, "/api/v1/customers/{customer_id}", Audience::agent, view_customers, "Get a customer"),
        endpoint<&create_customer>(Method::post, "/api/v1/customers", Audience::agent, edit_customers, "Create a customer"),
        endpoint<&change_customer>(Method::patch, "/api/v1/customers/{customer_id}", Audience::agent, edit_customers, "Change a customer"),
        endpoint<&list_contacts>(Method::get, "/api/v1/contacts", Audience::agent, view_customers, "List contacts"),
        endpoint<&get_contact>(Method::get, "/api/v1/contacts/{contact_id}", Audience::agent, view_customers, "Get a contact"),
        endpoint<&create_contact>(Method::post, "/api/v1/contacts", Audience::agent, edit_customers, "Create a contact"),
        endpoint<&change_contact>(Method::patch, "/api/v1/contacts/{contact_id}", Audience::agent, edit_customers, "Change a contact"),
        endpoint<&merge_contact>(Method::post, "/api/v1/contacts/{contact_id}/merge", Audience::agent, edit_customers,
                                 "Merge a duplicate contact into another"),
    });
}

}  // namespace

void register_accounts(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.seed({"agents and teams", seed_staff});
    registry.seed({"customers", seed_customers});
    registry.permissions({
        {view_customers, {"lead", "agent", "light_agent"}},
        {edit_customers, {"lead", "agent"}},
        {manage_agents, {}},
        {manage_roles, {}},
        {view_audit, {"lead"}},
    });
    registry.constraint("agents_email_unique", "accounts.email_taken", "email");
    registry.constraint("teams_name_unique", "accounts.team_name_taken", "name");
    registry.constraint("roles_name_unique", "accounts.role_name_taken", "name");
    registry.constraint("contact_addresses_unique", "accounts.address_taken", "addresses");
    registry.constraint("customers_external_unique", "accounts.external_id_taken", "external_id");
    registry.constraint("contacts_external_unique", "accounts.external_id_taken", "external_id");
    registry.authenticator(make_authenticator(registry));
    registry.upkeep(delete_expired);
    // The live connection of a deactivated agent, of a revoked session, of who lost a right is closed at once.
    registry.live({.stream_prefix = "agent/", .changes_access = true});
    registry.live({.stream_prefix = "role/", .changes_access = true});
    register_session_routes(registry);
    register_staff_routes(registry);
    register_customer_routes(registry);
    register_pages(registry);
    register_importers(registry);
}

}  // namespace goodhost::accounts
