#include "accounts/setup.hpp"

#include "accounts/agents.hpp"
#include "accounts/portal_frame.hpp"
#include "accounts/roles.hpp"
#include "brands/brands.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/html/elements.hpp"
#include "platform/i18n/formats.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::size_t token_length = 24;

html::Html summary_of(const i18n::Translator& t, std::span<const FieldProblem> problems) {
    return html::error_summary(t, problems,
                               {{"token", t("accounts.setup.token")},
                                {"brand_name", t("accounts.setup.brand_name")},
                                {"domain", t("accounts.setup.domain")},
                                {"name", t("accounts.setup.name")},
                                {"email", t("accounts.setup.email")},
                                {"password", t("accounts.setup.password")},
                                {"time_zone", t("accounts.setup.time_zone")}});
}

html::Html form(const http::Call& call, const i18n::Translator& t, const SetupInput& input, std::span<const FieldProblem> problems) {
    auto field = [&](std::string name, const std::string& value, std::string type, std::string autocomplete) {
        auto key = "accounts.setup." + name;
        auto hint = t(key + "_hint");
        return html::text_field(t, {.name = name,
                                    .label = t(key),
                                    .value = type == "password" ? "" : value,
                                    .hint = hint == key + "_hint" ? "" : hint,
                                    .error = html::error_of(t, problems, name),
                                    .type = type,
                                    .autocomplete = autocomplete,
                                    .required = true});
    };
    std::vector<html::Choice> languages;
    for (auto& locale : i18n::all_locales()) languages.push_back({std::string(locale.tag()), std::string(locale.own_name())});
    html::Field language{.name = "locale",
                         .label = t("accounts.setup.locale"),
                         .value = input.locale.empty() ? call.context.locale : input.locale,
                         .required = true};
    return html::fragment(
        html::h1(t("accounts.setup.title")), html::p(t("accounts.setup.lead")), summary_of(t, problems),
        html::post_form(
            {.action = "/setup"},
            html::fragment(field("token", input.token, "text", "off"), field("brand_name", input.brand_name, "text", "organization"),
                           field("domain", input.domain.empty() ? call.request.host : input.domain, "text", "off"),
                           field("name", input.name, "text", "name"), field("email", input.email, "email", "email"),
                           field("password", {}, "password", "new-password"), html::select_field(t, language, languages),
                           field("time_zone", input.time_zone.empty() ? "UTC" : input.time_zone, "text", "off"),
                           html::submit_button(t("accounts.setup.submit")))));
}

void refuse_when_done(const http::Call& call) {
    bool open = call.context.services.database.read([](db::Reader& reader) { return needs_setup(reader); });
    if (!open) throw Problem(ProblemKind::not_found, "platform.not_found", "already set up");
}

void check(const Context& context, const SetupInput& input) {
    FieldProblems problems;
    if (!crypto::equal(input.token, setup_token(context))) problems.add("token", "accounts.wrong_setup_token");
    if (!i18n::known_zone(input.time_zone)) problems.add("time_zone", "unknown_value");
    if (!normal_email(input.email)) problems.add("email", "accounts.bad_email");
    problems.throw_if_any();
    check_new_password(input.password, "password");
}

void store(db::Tx& tx, const Context& system, const SetupInput& input, const std::string& hash) {
    if (!needs_setup(tx)) throw Problem(ProblemKind::conflict, "platform.not_found");
    brands::BrandInput brand{.key = "main",
                             .name = input.brand_name,
                             .domain = input.domain,
                             .default_locale = input.locale,
                             .time_zone = input.time_zone,
                             .is_default = true};
    auto made = brands::create_brand(tx, system, brand);
    ensure_builtin_roles(tx);
    AgentInput owner{.name = input.name,
                     .email = input.email,
                     .role_id = find_role_by_key(tx, "owner")->id,
                     .locale = input.locale,
                     .time_zone = input.time_zone};
    insert_agent(tx, system.as_system(made.id), owner, hash);
}

}  // namespace

std::string setup_token(const Context& context) {
    return crypto::hex(crypto::sha256(context.services.signer.sign("accounts.setup", "token", from_millis(4'102'444'800'000))))
        .substr(0, token_length);
}

bool needs_setup(db::Reader& reader) { return brands::list_brands(reader).empty(); }

http::Response show_setup(const http::Call& call) {
    refuse_when_done(call);
    auto t = i18n::translator(call.context);
    return portal_page(call, {.title = t("accounts.setup.title"), .content = form(call, t, {}, {}), .narrow = true});
}

http::Response run_setup(const http::Call& call) {
    refuse_when_done(call);
    auto& context = call.context;
    SetupInput input;
    try {
        FieldProblems problems;
        call.decode(type_of<SetupInput>(), &input, problems);
        problems.throw_if_any();
        check(context, input);
        auto hash = crypto::hash_password(input.password);
        context.services.database.write([&](db::Tx& tx) { store(tx, context.as_system({}), input, hash); });
    } catch (const Problem& problem) {
        if (problem.fields.empty()) throw;
        auto t = i18n::translator(context);
        return portal_page(
            call, {.title = t("accounts.setup.title"), .content = form(call, t, input, problem.fields), .status = 422, .narrow = true});
    }
    return redirect("/desk/sign-in");
}

}  // namespace goodhost::accounts
