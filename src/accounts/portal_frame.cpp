#include "accounts/portal_frame.hpp"

#include <algorithm>
#include <array>
#include <deque>

#include "accounts/identify.hpp"
#include "brands/brands.hpp"
#include "platform/http/asset_address.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::array<std::string_view, 5> languages = {"en", "ko", "cy", "uz", "bn"};

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action "
    "'self'; "
    "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// `/ko` of `/ko/tickets`, or nothing.
std::string_view language_prefix(std::string_view path) {
    for (auto language : languages)
        if (path.size() >= 3 && path.substr(1, 2) == language && (path.size() == 3 || path[3] == '/')) return path.substr(0, 3);
    return {};
}

std::string_view without_language(std::string_view path) {
    path.remove_prefix(language_prefix(path).size());
    return path.empty() ? "/" : path;
}

void add_links(html::Page& page, const http::Call& call, const i18n::Translator& t, const PortalPage& content) {
    auto link = [&](std::string text, std::string_view path) {
        return html::NavLink{std::move(text), local_path(call, path), content.current == path};
    };
    bool contact = call.context.is_contact() && call.context.access->signed_stream.empty();
    page.links.push_back(link(t("accounts.nav.home"), "/"));
    if (contact) page.links.push_back(link(t("accounts.nav.tickets"), "/tickets"));
    page.links.push_back(link(t("accounts.nav.new_ticket"), "/tickets/new"));
    if (contact) {
        page.account.push_back(link(call.context.actor.name, "/profile"));
        page.account.push_back(link(t("accounts.nav.sign_out"), "/sign-out"));
    } else {
        page.account.push_back(link(t("accounts.nav.sign_in"), "/sign-in"));
    }
}

html::Page frame(const http::Call& call, const PortalPage& content, const i18n::Translator& t) {
    auto brand = call.context.services.database.read([&](db::Reader& reader) { return brands::find_brand(reader, call.context.brand); });
    html::Page page{.title = content.title,
                    .description = content.description.empty()
                                       ? t("accounts.page.description", {{"brand", brand ? brand->name : "Goodhost"}})
                                       : content.description,
                    .brand = {.name = brand ? brand->name : "Goodhost"},
                    .stylesheet = http::asset_address("site.css"),
                    .script = http::asset_address("site.js"),
                    .content = content.content};
    page.brand.home = local_path(call, "/");
    page.brand.stylesheet = "/brand/style.css";
    page.brand.icon = "/desk/icon.svg";
    page.brand.color = brand ? brand->color : "#0f766e";
    if (brand && brand->logo_sha256) page.brand.logo = "/brand/logo";
    page.narrow = content.narrow;
    page.indexed = content.indexed;
    page.origin = call.context.origin;
    if (content.indexed) page.canonical = page.origin + call.request.path;
    add_links(page, call, t, content);
    std::string rest(without_language(call.request.path));
    if (brand && call.request.method == http::Method::get)
        for (auto& locale : brand->locales) page.languages.push_back({locale, "/" + locale + (rest == "/" ? "" : rest)});
    return page;
}

}  // namespace

std::string local_path(const http::Call& call, std::string_view path) {
    auto prefix = language_prefix(call.request.path);
    if (prefix.empty()) return std::string(path);
    return std::string(prefix) + (path == "/" ? "" : std::string(path));
}

std::string form_token(const http::Call& call) {
    auto cookie = session_cookie(call.request, portal_cookie);
    return cookie.empty() ? std::string() : csrf_token(cookie);
}

bool form_token_valid(const http::Call& call, std::string_view token) { return csrf_valid(call.request, call.context, token); }

http::Response portal_page(const http::Call& call, const PortalPage& content) {
    auto t = i18n::translator(call.context);
    http::Response response;
    response.status = content.status;
    response.headers.add("Content-Type", "text/html; charset=utf-8");
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("Content-Language", call.context.locale);
    response.headers.add("Content-Security-Policy", std::string(page_policy));
    response.body = html::layout(frame(call, content, t), t).str();
    return response;
}

http::Response redirect(const std::string& path, int status) {
    http::Response response;
    response.status = status;
    response.headers.add("Location", path);
    return response;
}

http::Response problem_page(const http::Call& call, const Problem& problem) {
    bool get = call.request.method == http::Method::get;
    // A signed link that ran out leads nowhere, signed in or not.
    bool followed = without_language(call.request.path).starts_with("/t/");
    if (problem.kind == ProblemKind::unauthenticated && get)
        return redirect(local_path(call, "/sign-in") + (followed ? "?expired=1" : "?next=" + http::percent_encode(call.request.path)));
    auto t = i18n::translator(call.context);
    int status = http_status(problem.kind);
    html::ProblemText words{status, t(problem), {}, html::link_button(t("accounts.nav.home"), local_path(call, "/"))};
    PortalPage page{.title = words.title, .content = html::problem_content(words), .status = status, .narrow = true};
    return portal_page(call, page);
}

std::vector<http::Route> localized(const http::Route& route) {
    // Route paths are views of constants; those made here live as long as the program.
    static std::deque<std::string> made;
    std::vector<http::Route> routes{route};
    for (auto language : languages) {
        auto& path = made.emplace_back("/" + std::string(language) + (route.path == "/" ? "" : std::string(route.path)));
        routes.push_back(route);
        routes.back().path = path;
    }
    return routes;
}

}  // namespace goodhost::accounts
