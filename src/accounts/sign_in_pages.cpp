#include <algorithm>

#include "accounts/guesses.hpp"
#include "accounts/identify.hpp"
#include "accounts/pages.hpp"
#include "accounts/portal_frame.hpp"
#include "accounts/queries.hpp"
#include "accounts/sessions.hpp"
#include "accounts/sign_in_links.hpp"
#include "platform/crypto/password.hpp"
#include "platform/html/elements.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

using html::Html;
using http::Call;
using http::Response;

struct PortalSignIn {
    std::string email;
    std::optional<std::string> password, next;
    static constexpr Rule rules[] = {{"email", 320}, {"password", 1000}, {"next", 500}};
};
BOOST_DESCRIBE_STRUCT(PortalSignIn, (), (email, password, next))

struct ContactSecrets {
    ContactId id;
    std::string name;
    std::optional<std::string> password_hash;
};
BOOST_DESCRIBE_STRUCT(ContactSecrets, (), (id, name, password_hash))

/// Only a path of this site: `//elsewhere` and `https:` lead away. Browsers take `\` for `/` and leave out tabs and line ends, so that
/// these would lead away too.
std::string safe_next(const std::optional<std::string>& next) {
    if (!next || next->size() < 2 || next->front() != '/' || (*next)[1] == '/') return {};
    bool odd = std::ranges::any_of(*next, [](unsigned char c) { return c <= ' ' || c == '\\' || c == 0x7f; });
    return odd ? std::string() : *next;
}

Response form(const Call& call, const PortalSignIn& input, std::span<const FieldProblem> problems, const Html& notice) {
    auto t = i18n::translator(call.context);
    auto next = safe_next(input.next.has_value() ? input.next : std::optional(std::string(call.request.query_value("next"))));
    auto email = html::text_field(t, {.name = "email",
                                      .label = t("accounts.sign_in.email"),
                                      .value = input.email,
                                      .error = html::error_of(t, problems, "email"),
                                      .type = "email",
                                      .autocomplete = "email",
                                      .required = true,
                                      .max_length = 320});
    auto password = html::text_field(t, {.name = "password",
                                         .label = t("accounts.sign_in.password"),
                                         .hint = t("accounts.sign_in.password_hint"),
                                         .error = html::error_of(t, problems, "password"),
                                         .type = "password",
                                         .autocomplete = "current-password"});
    auto fields = html::fragment(email, password, html::input({{"type", "hidden"}, {"name", "next"}, {"value", next}}),
                                 html::submit_button(t("accounts.sign_in.submit")));
    auto summary = html::error_summary(t, problems, {{"email", t("accounts.sign_in.email")}, {"password", t("accounts.sign_in.password")}});
    auto content = html::fragment(html::h1(t("accounts.sign_in.title")), notice, html::p(t("accounts.sign_in.lead")), summary,
                                  html::post_form({.action = local_path(call, "/sign-in")}, fields));
    return portal_page(call, {.title = t("accounts.sign_in.title"),
                              .content = content,
                              .status = problems.empty() ? 200 : 422,
                              .narrow = true,
                              .current = "/sign-in"});
}

Response show_sign_in(const Call& call) {
    if (call.request.query_value("expired").empty()) return form(call, {}, {}, {});
    auto t = i18n::translator(call.context);
    return form(call, {}, {}, html::flash(html::Tone::warning, t("accounts.sign_in.follow_expired")));
}

Response let_in(const Call& call, ContactId contact, const std::string& next) {
    auto cookie = call.context.services.database.write([&](db::Tx& tx) { return open_session(tx, call.context, std::nullopt, contact); });
    auto response = redirect(next.empty() ? local_path(call, "/") : next);
    response.headers.add("Set-Cookie", set_cookie(portal_cookie, cookie, call.request));
    return response;
}

/// The same page whether or not somebody has the address.
Response link_sent(const Call& call, const PortalSignIn& input) {
    call.context.services.database.write([&](db::Tx& tx) { request_contact_link(tx, call.context, input.email); });
    auto t = i18n::translator(call.context);
    auto content =
        html::fragment(html::h1(t("accounts.sign_in.sent_title")), html::p(t("accounts.sign_in.sent", {{"email", input.email}})));
    return portal_page(call, {.title = t("accounts.sign_in.sent_title"), .content = content, .narrow = true});
}

Response post_sign_in(const Call& call) {
    PortalSignIn input;
    FieldProblems problems;
    call.decode(type_of<PortalSignIn>(), &input, problems);
    if (!input.email.empty() && !normal_email(input.email)) problems.add("email", "accounts.bad_email");
    if (auto found = problems.take(); !found.empty()) return form(call, input, found, {});
    if (!input.password || input.password->empty()) return link_sent(call, input);
    auto address = *normal_email(input.email);
    const Guess guess(call.context, std::to_string(call.context.brand.value) + " " + address);
    auto secrets = call.context.services.database.read(
        [&](db::Reader& reader) { return reader.find<ContactSecrets>(sql::find_contact_secrets, call.context.brand, address); });
    bool right = secrets && secrets->password_hash && crypto::verify_password(*secrets->password_hash, *input.password);
    if (!secrets || !secrets->password_hash) crypto::verify_no_password(*input.password);
    if (right) guess.succeeded();
    if (right) return let_in(call, secrets->id, safe_next(input.next));
    std::vector<FieldProblem> wrong{{"password", "accounts.wrong_credentials", {}}};
    return form(call, input, wrong, {});
}

/// A page with a button: scanners of mail follow links, but press no buttons, so the link is not used up by them.
Response show_link(const Call& call) {
    auto t = i18n::translator(call.context);
    auto token = std::string(call.request.query_value("token"));
    auto content = html::fragment(html::h1(t("accounts.sign_in.title")), html::p(t("accounts.sign_in.link_lead")),
                                  html::post_form({.action = local_path(call, "/sign-in/link")},
                                                  html::fragment(html::input({{"type", "hidden"}, {"name", "token"}, {"value", token}}),
                                                                 html::submit_button(t("accounts.sign_in.link_submit")))));
    return portal_page(call, {.title = t("accounts.sign_in.title"), .content = content, .narrow = true});
}

Response post_link(const Call& call) {
    auto input = call.input<LinkUse>();
    auto owner = call.context.services.database.write([&](db::Tx& tx) { return use_link(tx, call.context, input.token); });
    if (owner && owner->contact_id) return let_in(call, *owner->contact_id, {});
    auto t = i18n::translator(call.context);
    return form(call, {}, {}, html::flash(html::Tone::bad, t("accounts.problem.link_expired")));
}

Response show_sign_out(const Call& call) {
    auto t = i18n::translator(call.context);
    auto content = html::fragment(html::h1(t("accounts.nav.sign_out")), html::p(t("accounts.sign_in.sign_out_lead")),
                                  html::post_form({.action = local_path(call, "/sign-out"), .csrf = form_token(call)},
                                                  html::submit_button(t("accounts.nav.sign_out"))));
    return portal_page(call, {.title = t("accounts.nav.sign_out"), .content = content, .narrow = true});
}

Response post_sign_out(const Call& call) {
    auto session = call.context.access ? call.context.access->session : 0;
    call.context.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::delete_session, session);
        end_live_connections(tx, call.context.actor);
    });
    auto response = redirect(local_path(call, "/"));
    response.headers.add("Set-Cookie", clear_cookie(portal_cookie, call.request));
    return response;
}

}  // namespace

void register_sign_in_pages(Registry& registry) {
    using http::Audience;
    using http::Method;
    auto add = [&](Method method, std::string_view path, Audience audience, Response (*page)(const Call&), int per_minute) {
        auto route = http::page_route(method, path, audience, page);
        route.per_minute = per_minute;
        registry.routes(localized(route));
    };
    constexpr int tries = 20;
    add(Method::get, "/sign-in", Audience::anyone, show_sign_in, 0);
    add(Method::post, "/sign-in", Audience::anyone, post_sign_in, tries);
    add(Method::get, "/sign-in/link", Audience::anyone, show_link, 0);
    add(Method::post, "/sign-in/link", Audience::anyone, post_link, tries);
    add(Method::get, "/sign-out", Audience::contact, show_sign_out, 0);
    add(Method::post, "/sign-out", Audience::contact, post_sign_out, 0);
}

}  // namespace goodhost::accounts
