#include "email/mail_texts.hpp"

#include <algorithm>

#include "email/queries.hpp"
#include "email/text_kinds.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

struct TextRow {
    std::string kind, subject, body;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (kind, subject, body))

MailText text_of(const Context& context, const TextKind& kind, std::string_view locale, const TextRow* row) {
    auto standard = standard_text(context.services.catalogue, i18n::Locale(locale), kind);
    MailText text{std::string(kind.kind), std::string(locale), standard.subject,   standard.body, standard.subject,
                  standard.body,          row != nullptr,      kind.fixed_subject, kind.letter,   kind.variables};
    if (row) text.body = row->body;
    if (row && !row->subject.empty()) text.subject = row->subject;
    return text;
}

void record(db::Tx& tx, const Context& context, std::string_view type, const MailTextKey& key) {
    auto of_brand = context;
    of_brand.brand = key.brand_id;
    trail::append(tx, of_brand, "sender/" + std::to_string(key.brand_id.value), type, key);
}

}  // namespace

MailTextList list_mail_texts(db::Reader& reader, const Context& context, const MailTextsOf& input) {
    access_brand_of_texts(reader, context, input.brand_id);
    auto rows = reader.list<TextRow>(sql::list_mail_texts, input.brand_id, input.locale);
    MailTextList list;
    for (auto& kind : text_kinds()) {
        auto row = std::ranges::find(rows, kind.kind, &TextRow::kind);
        list.items.push_back(text_of(context, kind, input.locale, row == rows.end() ? nullptr : &*row));
    }
    return list;
}

MailText put_mail_text(db::Tx& tx, const Context& context, const MailTextInput& input) {
    auto brand = access_brand_of_texts(tx, context, input.brand_id);
    auto& kind = get_text_kind(input.kind);
    if (kind.letter) throw Problem(ProblemKind::not_found, "email.no_such_text");
    check_words(kind, input);
    auto subject = kind.fixed_subject ? std::string() : input.subject;
    tx.execute(sql::put_mail_text, brand.id, input.kind, input.locale, subject, input.body, context.now());
    record(tx, context, "email.text_changed", {input.kind, brand.id, input.locale});
    TextRow row{input.kind, subject, input.body};
    return text_of(context, kind, input.locale, &row);
}

void delete_mail_text(db::Tx& tx, const Context& context, const MailTextKey& input) {
    auto brand = access_brand_of_texts(tx, context, input.brand_id);
    get_text_kind(input.kind);
    tx.execute(sql::delete_mail_text, brand.id, input.kind, input.locale);
    record(tx, context, "email.text_reset", input);
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
