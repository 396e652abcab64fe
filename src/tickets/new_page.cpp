#include "accounts/accounts.hpp"
#include "accounts/portal_frame.hpp"
#include "hosting/hosting.hpp"
#include "platform/html/components.hpp"
#include "platform/html/elements.hpp"
#include "platform/html/forms.hpp"
#include "platform/services.hpp"
#include "tickets/categories.hpp"
#include "tickets/pages.hpp"

namespace goodhost::tickets {

namespace {

using html::Html;
using http::Call;
using http::Response;

struct NewForm {
    std::string subject, text;
    std::string category = "question";
    Severity severity = Severity::normal;
    std::optional<hosting::ServiceId> service_id;
    std::optional<std::string> name, email;  ///< of a visitor without a session
    static constexpr Rule rules[] = {{"subject", 250}, {"text", 100'000}, {"category", 40}, {"name", 200}, {"email", 320}};
};
BOOST_DESCRIBE_STRUCT(NewForm, (), (subject, text, category, severity, service_id, name, email))

/// What the form offers.
struct Offer {
    std::vector<Category> categories;
    std::vector<hosting::ServiceRow> services;
};

Offer offer_of(const Call& call) {
    return call.context.services.database.read([&](db::Reader& reader) {
        Offer offer{all_categories(reader), {}};
        std::erase_if(offer.categories, [](auto& category) { return !category.active; });
        if (call.context.is_contact() && call.context.access->customer)
            offer.services = hosting::services_of_customer(reader, {call.context.access->customer});
        return offer;
    });
}

std::string questions_hint(const i18n::Translator& t, const Category& category) {
    auto found = category.questions.find(std::string(t.locale().tag()));
    if (found == category.questions.end()) found = category.questions.find("en");
    if (found == category.questions.end()) {
        auto key = "tickets.portal.questions." + category.key;
        auto words = t(key);
        return words == key ? std::string() : words;
    }
    std::string all;
    for (auto& question : found->second) all += (all.empty() ? "" : " ") + question;
    return all;
}

Html person_fields(const i18n::Translator& t, const NewForm& shown, std::span<const FieldProblem> problems) {
    return html::fragment(html::text_field(t, {.name = "name",
                                               .label = t("tickets.portal.form.name"),
                                               .value = shown.name.value_or(""),
                                               .error = html::error_of(t, problems, "name"),
                                               .autocomplete = "name",
                                               .max_length = 200}),
                          html::text_field(t, {.name = "email",
                                               .label = t("tickets.portal.form.email"),
                                               .value = shown.email.value_or(""),
                                               .hint = t("tickets.portal.form.email_hint"),
                                               .error = html::error_of(t, problems, "email"),
                                               .type = "email",
                                               .autocomplete = "email",
                                               .required = true,
                                               .max_length = 320}));
}

Html choices(const i18n::Translator& t, const Offer& offer, const NewForm& shown, std::span<const FieldProblem> problems) {
    std::vector<html::Choice> categories, severities, services;
    for (auto& category : offer.categories)
        categories.push_back({category.key, category_words(t, category.key, category.name), questions_hint(t, category)});
    for (auto severity : {Severity::critical, Severity::high, Severity::normal, Severity::low})
        severities.push_back({std::string(enum_name(severity)), severity_words(t, severity)});
    for (auto& service : offer.services)
        services.push_back({std::to_string(service.id.value), service.primary_domain + " (" + service.product_name + ")"});
    auto chosen = shown.service_id ? std::to_string(shown.service_id->value) : std::string();
    return html::fragment(html::when(!services.empty(),
                                     [&] {
                                         return html::select_field(t,
                                                                   {.name = "service_id",
                                                                    .label = t("tickets.portal.form.service"),
                                                                    .value = chosen,
                                                                    .error = html::error_of(t, problems, "service_id")},
                                                                   services);
                                     }),
                          html::radio_group(t,
                                            {.name = "category",
                                             .label = t("tickets.portal.form.category"),
                                             .value = shown.category,
                                             .error = html::error_of(t, problems, "category"),
                                             .required = true},
                                            categories),
                          html::radio_group(t,
                                            {.name = "severity",
                                             .label = t("tickets.portal.form.severity"),
                                             .value = std::string(enum_name(shown.severity)),
                                             .error = html::error_of(t, problems, "severity"),
                                             .required = true},
                                            severities));
}

Html summary_of(const i18n::Translator& t, std::span<const FieldProblem> problems) {
    return html::error_summary(t, problems,
                               {{"name", t("tickets.portal.form.name")},
                                {"email", t("tickets.portal.form.email")},
                                {"service_id", t("tickets.portal.form.service")},
                                {"category", t("tickets.portal.form.category")},
                                {"severity", t("tickets.portal.form.severity")},
                                {"subject", t("tickets.portal.form.subject")},
                                {"text", t("tickets.portal.form.text")},
                                {"files", t("tickets.portal.form.files")}});
}

Response page(const Call& call, const NewForm& shown, std::span<const FieldProblem> problems) {
    auto t = i18n::translator(call.context);
    auto offer = offer_of(call);
    auto fields = html::fragment(
        html::when(!call.context.is_contact(), [&] { return person_fields(t, shown, problems); }), choices(t, offer, shown, problems),
        html::text_field(t, {.name = "subject",
                             .label = t("tickets.portal.form.subject"),
                             .value = shown.subject,
                             .hint = t("tickets.portal.form.subject_hint"),
                             .error = html::error_of(t, problems, "subject"),
                             .required = true,
                             .max_length = 250}),
        html::text_area(t, {.name = "text",
                            .label = t("tickets.portal.form.text"),
                            .value = shown.text,
                            .hint = t("tickets.portal.form.text_hint"),
                            .error = html::error_of(t, problems, "text"),
                            .required = true,
                            .max_length = 100'000,
                            .rows = 8}),
        html::file_field(t, {.name = "files", .label = t("tickets.portal.form.files"), .hint = t("tickets.portal.form.files_hint")}),
        html::submit_button(t("tickets.portal.form.submit")));
    auto form = html::post_form(
        {.action = accounts::local_path(call, "/tickets/new"), .csrf = accounts::form_token(call), .files = true, .draft = "new-ticket"},
        fields);
    auto content = html::fragment(html::h1(t("tickets.portal.new")), summary_of(t, problems), form);
    return accounts::portal_page(call, {.title = t("tickets.portal.new"),
                                        .content = content,
                                        .status = problems.empty() ? 200 : 422,
                                        .narrow = true,
                                        .indexed = true,
                                        .current = "/tickets/new"});
}

NewTicket ticket_of(const NewForm& form, const accounts::ContactRow& contact, std::vector<AttachmentId> files) {
    NewTicket ticket{.brand = contact.brand_id,
                     .contact = contact.id,
                     .subject = form.subject,
                     .body = make_body(std::nullopt, form.text),
                     .channel = Channel::portal,
                     .category = form.category,
                     .severity = form.severity,
                     .service = form.service_id};
    ticket.attachments = std::move(files);
    return ticket;
}

/// A service of somebody else, or a category that is not offered, comes only from a forged form.
void check(const Offer& offer, const NewForm& form, FieldProblems& problems) {
    bool category = std::ranges::any_of(offer.categories, [&](auto& c) { return c.key == form.category; });
    if (!category) problems.add("category", "unknown_value");
    bool service = !form.service_id || std::ranges::any_of(offer.services, [&](auto& s) { return s.id == *form.service_id; });
    if (!service) problems.add("service_id", "unknown_value");
}

void check_email(const NewForm& form, FieldProblems& problems) {
    auto email = form.email.value_or("");
    if (email.empty())
        problems.add("email", "required");
    else if (!accounts::normal_email(email))
        problems.add("email", "accounts.bad_email");
}

struct Opened {
    TicketId id;
    std::string follow;  ///< the signed link, for a visitor whose address was new; empty otherwise
};

Opened open_for(const Call& call, const NewForm& form, const http::Multipart& parts) {
    auto& context = call.context;
    auto& database = context.services.database;
    if (context.is_contact()) {
        auto files = store_files(context, parts);
        auto contact = database.read([&](db::Reader& reader) { return accounts::find_contact(reader, {context.actor.id}); });
        return {database.write([&](db::Tx& tx) { return open_ticket(tx, context, ticket_of(form, *contact, files)).id; }), {}};
    }
    bool known =
        database.read([&](db::Reader& reader) { return accounts::find_contact_by_email(reader, context.brand, *form.email).has_value(); });
    auto contact =
        database.write([&](db::Tx& tx) { return accounts::find_or_create_contact(tx, context, *form.email, form.name.value_or("")); });
    auto acting = accounts::acting_as_contact(context, contact);
    auto files = store_files(acting, parts);
    auto id = database.write([&](db::Tx& tx) { return open_ticket(tx, acting, ticket_of(form, contact, files)).id; });
    return {id, known ? std::string() : accounts::follow_token(context, stream_of(id), contact.id)};
}

/// For an address that was known before: the link goes there by mail only, since anybody may type an address.
Response mailed(const Call& call, TicketId id) {
    auto t = i18n::translator(call.context);
    auto content = html::fragment(html::h1(t("tickets.portal.received", {{"number", std::to_string(id.value)}})),
                                  html::p(t("tickets.portal.received_mail")));
    return accounts::portal_page(call, {.title = t("tickets.portal.new"), .content = content, .narrow = true});
}

}  // namespace

Response show_new(const Call& call) { return page(call, {}, {}); }

Response post_new(const Call& call) {
    http::Multipart parts(call.request);
    check_form_token(call, parts);
    NewForm form;
    FieldProblems problems;
    call.decode_fields(parts.fields(), type_of<NewForm>(), &form, problems);
    check(offer_of(call), form, problems);
    if (!call.context.is_contact()) check_email(form, problems);
    if (auto found = problems.take(); !found.empty()) return page(call, form, found);
    auto opened = open_for(call, form, parts);
    if (call.context.is_contact()) return accounts::redirect(accounts::local_path(call, "/tickets/" + std::to_string(opened.id.value)));
    return opened.follow.empty() ? mailed(call, opened.id) : accounts::redirect(accounts::local_path(call, "/t/" + opened.follow));
}

}  // namespace goodhost::tickets
