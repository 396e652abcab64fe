#include "email/mail_texts.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "email/queries.hpp"
#include "email/template.hpp"
#include "email/text_kinds.hpp"
#include "platform/crypto/random.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

struct TextRow {
    std::string kind, subject, body;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (kind, subject, body))

brands::Brand access_brand(db::Reader& reader, const Context& context, BrandId id) {
    auto brand = brands::find_brand(reader, id);
    if (!brand || !context.sees_brand(id)) throw Problem(ProblemKind::not_found, "brands.not_found");
    return *brand;
}

const TextKind& known_kind(std::string_view kind) {
    auto* found = find_text_kind(kind);
    if (!found) throw Problem(ProblemKind::not_found, "email.no_such_text");
    return *found;
}

/// The catalogue's words with each argument as a tag.
FilledText standard_text(const i18n::Catalogue& catalogue, i18n::Locale locale, const TextKind& kind) {
    std::vector<std::string> tags;
    std::vector<i18n::Argument> arguments;
    tags.reserve(kind.variables.size());
    arguments.reserve(kind.variables.size());
    for (auto& variable : kind.variables) tags.push_back("{{" + variable.name + "}}");
    for (std::size_t i = 0; i < tags.size(); ++i) arguments.emplace_back(kind.variables[i].name, tags[i]);
    auto text = [&](std::string_view part) {
        return catalogue.text(locale, std::string(kind.key) + std::string(part), std::span<const i18n::Argument>(arguments));
    };
    return {kind.fixed_subject ? "" : text("subject"), text("body")};
}

MailText text_of(const Context& context, const TextKind& kind, std::string_view locale, const TextRow* row) {
    auto standard = standard_text(context.services.catalogue, i18n::Locale(locale), kind);
    MailText text{std::string(kind.kind), std::string(locale), standard.subject,   standard.body, standard.subject,
                  standard.body,          row != nullptr,      kind.fixed_subject, kind.variables};
    if (row) text.body = row->body;
    if (row && !row->subject.empty()) text.subject = row->subject;
    return text;
}

void check(const TextKind& kind, const MailTextInput& input) {
    std::vector<std::string> known, required;
    for (auto& variable : kind.variables) known.push_back(variable.name);
    for (auto& variable : kind.variables)
        if (variable.required) required.push_back(variable.name);
    FieldProblems problems;
    auto look = [&](const char* field, std::string_view text, const std::vector<std::string>& needed) {
        for (auto& fault : check_template(text, known, needed)) {
            if (fault.kind == TemplateFault::Kind::unknown_variable) problems.add(field, "email.unknown_variable", {{"name", fault.what}});
            if (fault.kind == TemplateFault::Kind::missing_variable) problems.add(field, "email.missing_variable", {{"name", fault.what}});
            if (fault.kind == TemplateFault::Kind::broken) problems.add(field, "email.broken_template", {{"what", fault.what}});
        }
    };
    look("subject", input.subject, {});
    look("body", input.body, required);
    problems.throw_if_any();
}

void record(db::Tx& tx, const Context& context, std::string_view type, const MailTextKey& key) {
    auto of_brand = context;
    of_brand.brand = key.brand_id;
    trail::append(tx, of_brand, "sender/" + std::to_string(key.brand_id.value), type, key);
}

NewMail sample_of(const Context& context, const brands::Brand& brand, const MailTextInput& input) {
    auto& kind = known_kind(input.kind);
    check(kind, input);
    Values values;
    for (auto& variable : kind.variables) values[variable.name] = variable.sample;
    values["brand"] = brand.name;
    NewMail mail{.brand = brand.id, .kind = "sample"};
    auto standard = standard_text(context.services.catalogue, i18n::Locale(input.locale), kind);
    mail.subject = kind.fixed_subject ? values["subject"] + " [#" + values["number"] + "]"
                                      : render_template(input.subject.empty() ? standard.subject : input.subject, values);
    i18n::Translator t(context.services.catalogue, i18n::Locale(input.locale));
    MailContent content{.brand = brand, .text = render_template(input.body, values)};
    auto action = std::string(kind.key) + "action";
    content.action_label =
        context.services.catalogue.has(action) ? context.services.catalogue.text(i18n::Locale(input.locale), action) : t("email.follow");
    content.action_link = public_address(context, brand) + "/";
    fill(context, mail, t, content);
    return mail;
}

}  // namespace

MailTextList list_mail_texts(db::Reader& reader, const Context& context, const MailTextsOf& input) {
    access_brand(reader, context, input.brand_id);
    auto rows = reader.list<TextRow>(sql::list_mail_texts, input.brand_id, input.locale);
    MailTextList list;
    for (auto& kind : text_kinds()) {
        auto row = std::ranges::find(rows, kind.kind, &TextRow::kind);
        list.items.push_back(text_of(context, kind, input.locale, row == rows.end() ? nullptr : &*row));
    }
    return list;
}

MailText put_mail_text(db::Tx& tx, const Context& context, const MailTextInput& input) {
    auto brand = access_brand(tx, context, input.brand_id);
    auto& kind = known_kind(input.kind);
    check(kind, input);
    auto subject = kind.fixed_subject ? std::string() : input.subject;
    tx.execute(sql::put_mail_text, brand.id, input.kind, input.locale, subject, input.body, context.now());
    record(tx, context, "email.text_changed", {input.kind, brand.id, input.locale});
    TextRow row{input.kind, subject, input.body};
    return text_of(context, kind, input.locale, &row);
}

void delete_mail_text(db::Tx& tx, const Context& context, const MailTextKey& input) {
    auto brand = access_brand(tx, context, input.brand_id);
    known_kind(input.kind);
    tx.execute(sql::delete_mail_text, brand.id, input.kind, input.locale);
    record(tx, context, "email.text_reset", input);
}

MailPreview preview_mail_text(db::Reader& reader, const Context& context, const MailTextInput& input) {
    auto mail = sample_of(context, access_brand(reader, context, input.brand_id), input);
    return {mail.subject, mail.text, mail.html};
}

void send_mail_text(db::Tx& tx, const Context& context, const MailTextInput& input) {
    auto brand = access_brand(tx, context, input.brand_id);
    auto agent = accounts::find_agent(tx, {context.actor.id});
    if (!agent) throw Problem(ProblemKind::not_found, "email.no_such_text");
    auto mail = sample_of(context, brand, input);
    mail.to_address = agent->email;
    mail.to_name = agent->name;
    mail.source_id = "sample." + crypto::random_token(128) + "@" + brand.domain;
    write_down(tx, context, mail);
}

FilledText filled_text(db::Reader& reader, const Context& context, const TextPlace& place, const Values& values) {
    auto row = reader.find<TextRow>(sql::find_mail_text, place.brand, place.kind, place.locale.tag());
    auto* known = find_text_kind(place.kind);
    auto key = known ? std::string(known->key) : std::string(place.kind) + ".";
    std::vector<i18n::Argument> arguments;
    for (auto& [name, value] : values) arguments.emplace_back(name, value);
    auto standard = [&](std::string_view part) {
        return context.services.catalogue.text(place.locale, key + std::string(part), std::span<const i18n::Argument>(arguments));
    };
    FilledText text;
    bool own_subject = row && !row->subject.empty();
    if (!known || !known->fixed_subject) text.subject = own_subject ? render_template(row->subject, values) : standard("subject");
    text.body = row ? render_template(row->body, values) : standard("body");
    return text;
}

}  // namespace goodhost::email
