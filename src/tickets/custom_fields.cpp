#include "tickets/custom_fields.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

#include "platform/core/changes.hpp"
#include "platform/json/document.hpp"
#include "tickets/configuration.hpp"
#include "tickets/queries.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

namespace {

using boost::json::value;

boost::json::object object_of(const std::string& text) {
    boost::json::error_code error;
    auto parsed = json::parse_document(text, {}, error);
    return !error && parsed.is_object() ? parsed.as_object() : boost::json::object{};
}

bool fits(const CustomField& field, const value& v) {
    switch (field.kind) {
        case FieldKind::boolean: return v.is_bool();
        case FieldKind::number: return v.is_number();
        case FieldKind::text: return v.is_string() && v.as_string().size() <= 2000;
        case FieldKind::date: return v.is_string() && v.as_string().size() == 10 && parse_rfc3339({v.as_string().data(), 10}).has_value();
        case FieldKind::choice:
            return v.is_string() && std::ranges::find(field.choices, std::string_view(v.as_string())) != field.choices.end();
    }
    return false;
}

CustomField get_field(db::Reader& reader, std::int64_t id) {
    auto field = reader.find<CustomField>(sql::find_custom_field, id);
    if (!field) throw Problem(ProblemKind::not_found, "tickets.custom_field_not_found");
    return *field;
}

void check(const CustomField& field) {
    FieldProblems problems;
    if (field.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos) problems.add("key", "tickets.bad_key");
    if (field.label.empty()) problems.add("label", "required");
    if (field.kind == FieldKind::choice && field.choices.empty()) problems.add("choices", "required");
    problems.throw_if_any();
}

const std::string& label_in(const CustomField& field, const std::string& locale) {
    auto label = field.label.find(locale);
    if (label == field.label.end()) label = field.label.find("en");
    return label == field.label.end() ? field.key : label->second;
}

}  // namespace

std::vector<CustomField> fields_of_brand(db::Reader& reader, BrandId brand) {
    return reader.list<CustomField>(sql::list_fields_of_brand, brand);
}

std::string merged_fields(db::Reader& reader, BrandId brand, const FieldValues& values, FieldProblems& problems) {
    auto merged = object_of(values.before);
    auto fields = fields_of_brand(reader, brand);
    for (auto& [key, v] : object_of(values.changes)) {
        auto field = std::ranges::find(fields, std::string_view(key), &CustomField::key);
        std::string path = "custom_fields." + std::string(key);
        if (v.is_null())
            merged.erase(key);
        else if (field == fields.end())
            problems.add(path, "unknown_field");
        else if (!fits(*field, v))
            problems.add(path, field->kind == FieldKind::choice ? "unknown_value" : "wrong_type");
        else
            merged[key] = v;
    }
    return boost::json::serialize(merged);
}

void check_required_fields(db::Reader& reader, const Context& context, const TicketRecord& ticket) {
    auto values = object_of(ticket.custom_fields.text);
    FieldProblems problems;
    for (auto& field : fields_of_brand(reader, ticket.brand_id)) {
        auto* v = values.if_contains(field.key);
        bool filled = v && !v->is_null() && !(v->is_string() && v->as_string().empty());
        if (field.required_on == RequiredOn::resolution && !filled)
            problems.add("custom_fields." + field.key, "tickets.field_needed", {{"name", label_in(field, context.locale)}});
    }
    problems.throw_if_any();
}

CustomFieldList list_custom_fields(db::Reader& reader, const Context& context, const http::Empty&) {
    CustomFieldList list{reader.list<CustomField>(sql::list_custom_fields)};
    std::erase_if(list.items, [&](const CustomField& field) { return field.brand_id && !context.sees_brand(*field.brand_id); });
    return list;
}

CustomField create_custom_field(db::Tx& tx, const Context& context, const CustomFieldInput& input) {
    CustomField field{0, input.key, input.label, input.kind, input.choices, input.required_on, input.brand_id};
    check(field);
    if (field.brand_id && !context.sees_brand(*field.brand_id))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", std::vector<FieldProblem>{{"brand_id", "unknown_value", {}}});
    field.id = tx.get<std::int64_t>(sql::insert_custom_field, field.key, field.label, field.kind, field.choices, field.required_on,
                                    field.brand_id, context.now());
    record_configured(tx, context, {"custom_field", field.key, "created"});
    return field;
}

CustomField change_custom_field(db::Tx& tx, const Context& context, const CustomFieldChange& input) {
    auto field = get_field(tx, input.custom_field_id);
    apply_changes(input, field);
    check(field);
    tx.execute(sql::change_custom_field, field.id, field.label, field.choices, field.required_on);
    record_configured(tx, context, {"custom_field", field.key, "changed"});
    return field;
}

void delete_custom_field(db::Tx& tx, const Context& context, const CustomFieldKey& input) {
    auto field = get_field(tx, input.custom_field_id);
    tx.execute(sql::delete_custom_field, field.id);
    record_configured(tx, context, {"custom_field", field.key, "deleted"});
}

}  // namespace goodhost::tickets
