#include "accounts/identify.hpp"

#include "accounts/accounts.hpp"
#include "accounts/follow.hpp"
#include "accounts/portal_frame.hpp"
#include "accounts/queries.hpp"
#include "accounts/rights.hpp"
#include "brands/brands.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/i18n/locale.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

struct SessionRow {
    std::int64_t id = 0;
    std::optional<AgentId> agent_id;
    std::optional<ContactId> contact_id;
    Instant created_at, last_seen_at, expires_at;
    std::optional<std::string> agent_name, brands, agent_locale, agent_zone, role_key, permissions;
    std::optional<bool> active;
    std::optional<std::string> contact_name, contact_locale, contact_zone;
    std::optional<BrandId> brand_id;
    std::optional<CustomerId> customer_id;
    std::optional<bool> sees_company_tickets;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (id, agent_id, contact_id, created_at, last_seen_at, expires_at, agent_name, brands, agent_locale, agent_zone,
                       role_key, permissions, active, contact_name, contact_locale, contact_zone, brand_id, customer_id,
                       sees_company_tickets))

struct TokenRow {
    std::int64_t id = 0;
    AgentId agent_id;
    std::vector<std::string> scopes;
    std::optional<Instant> expires_at, last_used_at;
    std::string agent_name, brands, agent_locale, agent_zone, permissions;
    bool active = false;
    std::optional<std::string> role_key;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (),
                      (id, agent_id, scopes, expires_at, last_used_at, agent_name, brands, agent_locale, agent_zone, permissions, active,
                       role_key))

constexpr std::chrono::minutes touch_interval{1};

std::shared_ptr<Access> agent_access(std::shared_ptr<const PermissionSet> permissions, const std::string& brands) {
    auto access = std::make_shared<Access>();
    access->permissions = std::move(permissions);
    access->brands = json::from_json<std::vector<std::int64_t>>(brands);
    access->all_brands = access->brands.empty();
    return access;
}

/// Fire and forget: the time of last use is worth no waiting.
void touch_session(const Context& context, const SessionRow& row) {
    auto now = context.now();
    if (now - row.last_seen_at < touch_interval) return;
    context.services.database.write_async(
        [now, id = row.id, agent = row.agent_id, end = row.created_at + longest_session](db::Tx& tx) {
            tx.execute(sql::touch_session, id, now, std::min<Instant>(now + session_life, end));
            if (agent) tx.execute(sql::touch_agent, *agent, now);
        },
        [](std::exception_ptr) {});
}

bool identify_session(db::Reader& reader, Rights& rights, std::string_view cookie, Context& context) {
    if (cookie.empty()) return false;
    auto row = reader.find<SessionRow>(sql::find_session, crypto::hex(crypto::sha256(cookie)));
    if (!row || row->expires_at <= context.now()) return false;
    if (row->agent_id) {
        if (!row->active.value_or(false)) return false;
        auto access = agent_access(rights.of(row->role_key, row->permissions.value_or("[]")), row->brands.value_or("[]"));
        access->session = row->id;
        context.actor = {ActorKind::agent, row->agent_id->value, row->agent_name.value_or("")};
        context.locale = row->agent_locale.value_or("en");
        context.time_zone = row->agent_zone.value_or("UTC");
        context.access = access;
    } else if (row->contact_id && row->brand_id == context.brand) {
        auto access = std::make_shared<Access>();
        access->session = row->id;
        access->brands = {row->brand_id->value};
        access->customer = row->customer_id ? row->customer_id->value : 0;
        access->sees_company = row->sees_company_tickets.value_or(false) && access->customer;
        context.actor = {ActorKind::contact, row->contact_id->value, row->contact_name.value_or("")};
        context.time_zone = row->contact_zone.value_or("UTC");
        context.access = access;
    } else {
        return false;
    }
    touch_session(context, *row);
    return true;
}

bool identify_token(db::Reader& reader, Rights& rights, std::string_view header, Context& context) {
    if (!header.starts_with("Bearer ")) return false;
    auto row = reader.find<TokenRow>(sql::find_token, crypto::hex(crypto::sha256(header.substr(7))));
    auto now = context.now();
    if (!row || !row->active || (row->expires_at && *row->expires_at <= now))
        throw Problem(ProblemKind::unauthenticated, "accounts.bad_token");
    auto access = agent_access(rights.of(row->role_key, row->permissions, row->scopes), row->brands);
    access->token = row->id;
    context.actor = {ActorKind::agent, row->agent_id.value, row->agent_name};
    context.locale = row->agent_locale;
    context.time_zone = row->agent_zone;
    context.access = access;
    if (!row->last_used_at || now - *row->last_used_at >= touch_interval)
        context.services.database.write_async([now, id = row->id](db::Tx& tx) { tx.execute(sql::touch_token, id, now); },
                                              [](std::exception_ptr) {});
    return true;
}

/// The language by the address (`/ko/...`), else the cookie of the switch, else what the browser asks for.
void choose_locale(const brands::Brand& brand, const http::Request& request, Context& context) {
    auto first = std::string_view(request.path).substr(1, 2);
    bool prefixed = request.path.size() == 3 || (request.path.size() > 3 && request.path[3] == '/');
    for (auto& locale : brand.locales)
        if (prefixed && locale == first) {
            context.locale = locale;
            return;
        }
    std::vector<i18n::Locale> offered{brand.default_locale};
    for (auto& locale : brand.locales) offered.emplace_back(locale);
    context.locale = i18n::negotiate(request.headers.get("Accept-Language"), offered).tag();
}

void identify(db::Reader& reader, Rights& rights, const http::Request& request, Context& context) {
    auto brand = brands::brand_of_host(reader, request.host);
    if (brand) {
        context.brand = brand->id;
        context.time_zone = brand->time_zone;
        choose_locale(*brand, request, context);
    }
    if (identify_token(reader, rights, request.headers.get("Authorization"), context)) return;
    bool api = request.path.starts_with("/api/");
    if (api && identify_session(reader, rights, session_cookie(request, desk_cookie), context)) return;
    if (identify_session(reader, rights, session_cookie(request, portal_cookie), context)) return;
    identify_follower(reader, request, context);
}

}  // namespace

std::string csrf_token(std::string_view cookie) { return crypto::hex(crypto::hmac_sha256(cookie, "csrf")).substr(0, 32); }

std::string cookie_name(std::string_view name, const http::Request& request) {
    return (request.secure ? "__Host-" : "") + std::string(name);
}

std::string_view session_cookie(const http::Request& request, std::string_view name) { return request.cookie(cookie_name(name, request)); }

bool csrf_valid(const http::Request& request, const Context& context, std::string_view token) {
    auto cookie = session_cookie(request, context.is_agent() ? desk_cookie : portal_cookie);
    return !cookie.empty() && crypto::equal(csrf_token(cookie), token);
}

http::Authenticator make_authenticator(const Registry& registry) {
    http::Authenticator made;
    made.identify = [rights = std::make_shared<Rights>(registry)](db::Reader& reader, const http::Request& request, Context& context) {
        identify(reader, *rights, request, context);
    };
    made.csrf_valid = csrf_valid;
    made.problem_page = problem_page;
    return made;
}

}  // namespace goodhost::accounts
