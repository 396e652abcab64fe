#include "accounts/sessions.hpp"

#include "accounts/guesses.hpp"
#include "accounts/identify.hpp"
#include "accounts/queries.hpp"
#include "accounts/second_factor.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/random.hpp"
#include "platform/live/access.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"
#include "platform/version.hpp"

namespace goodhost::accounts {

namespace {

struct SignedIn {
    std::string address;
    std::string user_agent;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (address, user_agent))

std::string cookie_attributes(const http::Request& request) {
    return std::string("; Path=/; HttpOnly; SameSite=Lax") + (request.secure ? "; Secure" : "");
}

std::string stream_of(AgentId id) { return "agent/" + std::to_string(id.value); }

SessionView view_of(db::Reader& reader, const Context& context, std::string csrf) {
    auto agent = find_agent(reader, {context.actor.id});
    if (!agent) throw Problem(ProblemKind::unauthenticated, "platform.unauthenticated");
    SessionView view{*agent, {},    teams_of(reader, agent->id), {}, std::move(csrf), agent->locale, agent->time_zone,
                     {},     false, std::string(version)};
    view.permissions.assign(context.access->permissions->begin(), context.access->permissions->end());
    for (auto& brand : brands::list_brands(reader))
        if (context.sees_brand(brand.id)) view.brands.push_back(std::move(brand));
    view.theme = reader.find<AgentDetail>(sql::find_agent_detail, agent->id)->theme;
    view.demo = context.services.settings.flag("demo");
    return view;
}

}  // namespace

std::string set_cookie(std::string_view name, std::string_view value, const http::Request& request) {
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(session_life).count();
    return cookie_name(name, request) + "=" + std::string(value) + "; Max-Age=" + std::to_string(seconds) + cookie_attributes(request);
}

std::string clear_cookie(std::string_view name, const http::Request& request) {
    return cookie_name(name, request) + "=; Max-Age=0" + cookie_attributes(request);
}

void delete_expired(const Context& system) {
    system.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::delete_old_sessions, system.now());
        tx.execute(sql::delete_old_links, system.now());
    });
    delete_old_guesses(system);
}

void require_session(const Context& context) {
    if (context.access->token) throw Problem(ProblemKind::forbidden, "accounts.token_by_token");
}

void end_live_connections(db::Tx& tx, const Actor& whose) { tx.notify(live::access_channel, live::access_word(whose)); }

std::string open_session(db::Tx& tx, const Context& context, std::optional<AgentId> agent, std::optional<ContactId> contact) {
    auto cookie = crypto::random_token(256);
    auto now = context.now();
    tx.execute(sql::insert_session, crypto::hex(crypto::sha256(cookie)), agent, contact, context.address, context.user_agent, now,
               now + session_life);
    if (agent) {
        Context acting = context;
        acting.actor = {ActorKind::agent, agent->value, find_agent(tx, *agent)->name};
        trail::append(tx, acting, stream_of(*agent), "accounts.signed_in", SignedIn{context.address, context.user_agent});
        tx.execute(sql::touch_agent, *agent, now);
    }
    return cookie;
}

AgentId check_credentials(const Context& context, const SignIn& input) {
    auto email = normal_email(input.email).value_or("");
    auto secrets =
        context.services.database.read([&](db::Reader& reader) { return reader.find<AgentSecrets>(sql::find_agent_secrets, email); });
    const Guess guess(context, email);
    Problem wrong(ProblemKind::unauthenticated, "accounts.wrong_credentials", email);
    if (!secrets || !secrets->active || !secrets->password_hash) {
        crypto::verify_no_password(input.password);
        throw wrong;
    }
    if (!crypto::verify_password(*secrets->password_hash, input.password)) throw wrong;
    guess.succeeded();
    check_second_factor(context, *secrets, input.code.value_or(""));
    return secrets->id;
}

http::Response signed_in(const http::Call& call, AgentId agent) {
    auto& database = call.context.services.database;
    auto cookie = database.write([&](db::Tx& tx) { return open_session(tx, call.context, agent, std::nullopt); });
    http::Response response;
    response.status = 201;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("Set-Cookie", set_cookie(desk_cookie, cookie, call.request));
    response.body = database.read([&](db::Reader& reader) {
        return json::to_json(view_of(reader, acting_as_agent(reader, call.context, agent), csrf_token(cookie)));
    });
    return response;
}

http::Response sign_in(const http::Call& call) { return signed_in(call, check_credentials(call.context, call.input<SignIn>())); }

http::Response sign_out(const http::Call& call) {
    auto session = call.context.access ? call.context.access->session : 0;
    if (session)
        call.context.services.database.write([&](db::Tx& tx) {
            tx.execute(sql::delete_session, session);
            end_live_connections(tx, call.context.actor);
        });
    http::Response response;
    response.status = 204;
    response.headers.add("Set-Cookie", clear_cookie(desk_cookie, call.request));
    return response;
}

http::Response show_session(const http::Call& call) {
    http::Response response;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Cache-Control", "no-store");
    auto cookie = session_cookie(call.request, desk_cookie);
    response.body = call.context.services.database.read(
        [&](db::Reader& reader) { return json::to_json(view_of(reader, call.context, cookie.empty() ? "" : csrf_token(cookie))); });
    return response;
}

SessionList list_sessions(db::Reader& reader, const Context& context, const http::Empty&) {
    SessionList list{reader.list<SessionItem>(sql::list_sessions, context.actor.id, context.now())};
    for (auto& item : list.items) item.current = item.id == context.access->session;
    return list;
}

void revoke_session(db::Tx& tx, const Context& context, const SessionKey& input) {
    require_session(context);
    if (!tx.execute(sql::delete_session_of_agent, input.session_id, context.actor.id))
        throw Problem(ProblemKind::not_found, "accounts.session_not_found");
    trail::append(tx, context, stream_of({context.actor.id}), "accounts.session_revoked", input);
}

void revoke_other_sessions(db::Tx& tx, const Context& context, const http::Empty&) {
    require_session(context);
    tx.execute(sql::delete_sessions_of_agent, context.actor.id, context.access->session);
    trail::append(tx, context, stream_of({context.actor.id}), "accounts.session_revoked", SessionKey{0});
}

}  // namespace goodhost::accounts
