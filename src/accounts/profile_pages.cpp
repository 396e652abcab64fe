#include "accounts/customers.hpp"
#include "accounts/pages.hpp"
#include "accounts/portal_frame.hpp"
#include "accounts/queries.hpp"
#include "platform/html/elements.hpp"
#include "platform/i18n/formats.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

using http::Call;
using http::Response;

struct ContactProfile {
    std::string name, locale, time_zone;
    static constexpr Rule rules[] = {{"name", 200}, {"locale", 5}, {"time_zone", 60}};
};
BOOST_DESCRIBE_STRUCT(ContactProfile, (), (name, locale, time_zone))

ContactRow me(const Call& call) {
    auto row = call.context.services.database.read([&](db::Reader& reader) { return find_contact(reader, {call.context.actor.id}); });
    if (!row) throw Problem(ProblemKind::unauthenticated, "platform.unauthenticated");
    return *row;
}

Response page(const Call& call, const ContactProfile& shown, std::span<const FieldProblem> problems, bool saved) {
    auto t = i18n::translator(call.context);
    std::vector<html::Choice> languages;
    for (auto& locale : i18n::all_locales()) languages.push_back({std::string(locale.tag()), std::string(locale.own_name())});
    auto fields = html::fragment(
        html::text_field(t, {.name = "name",
                             .label = t("accounts.profile.name"),
                             .value = shown.name,
                             .error = html::error_of(t, problems, "name"),
                             .autocomplete = "name",
                             .required = true,
                             .max_length = 200}),
        html::select_field(t, {.name = "locale", .label = t("accounts.profile.language"), .value = shown.locale, .required = true},
                           languages),
        html::text_field(t, {.name = "time_zone",
                             .label = t("accounts.profile.time_zone"),
                             .value = shown.time_zone,
                             .hint = t("accounts.profile.time_zone_hint"),
                             .error = html::error_of(t, problems, "time_zone"),
                             .required = true,
                             .max_length = 60}),
        html::submit_button(t("accounts.profile.save")));
    auto content = html::fragment(html::h1(t("accounts.profile.title")),
                                  html::when(saved, [&] { return html::flash(html::Tone::good, t("accounts.profile.saved")); }),
                                  html::error_summary(t, problems,
                                                      {{"name", t("accounts.profile.name")},
                                                       {"time_zone", t("accounts.profile.time_zone")},
                                                       {"locale", t("accounts.profile.language")}}),
                                  html::post_form({.action = local_path(call, "/profile"), .csrf = form_token(call)}, fields),
                                  html::p(html::a({{"href", local_path(call, "/people")}}, t("accounts.people.title"))));
    return portal_page(call, {.title = t("accounts.profile.title"),
                              .content = content,
                              .status = problems.empty() ? 200 : 422,
                              .narrow = true,
                              .current = "/profile"});
}

Response show_profile(const Call& call) {
    auto row = me(call);
    return page(call, {row.name, row.locale, row.time_zone}, {}, !call.request.query_value("saved").empty());
}

Response post_profile(const Call& call) {
    ContactProfile input;
    FieldProblems problems;
    call.decode(type_of<ContactProfile>(), &input, problems);
    if (!i18n::known_zone(input.time_zone)) problems.add("time_zone", "unknown_value");
    if (!i18n::find_locale(input.locale)) problems.add("locale", "unknown_value");
    if (auto found = problems.take(); !found.empty()) return page(call, input, found, false);
    auto row = me(call);
    call.context.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::change_contact, row.id, input.name, row.customer_id, row.role, row.sees_company_tickets, input.locale,
                   input.time_zone);
        trail::append(tx, call.context, "contact/" + std::to_string(row.id.value), "accounts.contact_changed", input);
    });
    return redirect(local_path(call, "/profile") + "?saved=1");
}

Response show_people(const Call& call) {
    auto row = me(call);
    auto t = i18n::translator(call.context);
    std::vector<ContactRow> people;
    bool sees = row.sees_company_tickets || row.role == ContactRole::owner;
    if (row.customer_id && sees)
        people = call.context.services.database.read(
            [&](db::Reader& reader) { return reader.list<ContactRow>(sql::list_company, *row.customer_id); });
    std::vector<html::Column> columns{{t("accounts.people.name")}, {t("accounts.people.email")}, {t("accounts.people.role")}};
    std::vector<std::vector<html::Html>> rows;
    rows.reserve(people.size());
    for (auto& person : people)
        rows.push_back(
            {html::text(person.name), html::text(person.email), html::text(t("accounts.role." + std::string(enum_name(person.role))))});
    auto list = rows.empty() ? html::empty_state(t("accounts.people.none"), t("accounts.people.none_hint"))
                             : html::table_of(t("accounts.people.title"), columns, rows);
    return portal_page(call, {.title = t("accounts.people.title"), .content = html::fragment(html::h1(t("accounts.people.title")), list)});
}

}  // namespace

void register_pages(Registry& registry) {
    using http::Audience;
    using http::Method;
    register_sign_in_pages(registry);
    registry.routes(localized(http::page_route(Method::get, "/profile", Audience::contact, show_profile)));
    registry.routes(localized(http::page_route(Method::post, "/profile", Audience::contact, post_profile)));
    registry.routes(localized(http::page_route(Method::get, "/people", Audience::contact, show_people)));
}

}  // namespace goodhost::accounts
