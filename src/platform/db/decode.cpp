#include <algorithm>

#include "platform/db/db.hpp"

namespace goodhost::db {

namespace {

Error misfit(const Cursor& cursor, int column, std::string_view what) {
    return {ErrorKind::other, {}, "column " + std::string(cursor.column_name(column)) + ": " + std::string(what)};
}

void decode_enumerator(const Cursor& cursor, int column, const Type& type, void* to) {
    auto found = std::ranges::find(type.names, cursor.text(column));
    if (found == type.names.end()) throw misfit(cursor, column, "no such enumerator: " + std::string(cursor.text(column)));
    type.set_enum(to, static_cast<std::size_t>(found - type.names.begin()));
}

void decode_json(const Cursor& cursor, int column, const Type& type, void* to) {
    FieldProblems problems;
    json::read(cursor.text(column), type, to, problems, json::Unknown::trusted);
    if (problems.empty()) return;
    auto first = problems.take().front();
    throw misfit(cursor, column, "unreadable JSON at '" + first.field + "': " + first.code);
}

/// The column is not NULL.
void decode_value(const Cursor& cursor, int column, const Type& type, void* to) {
    switch (type.shape) {
        case Shape::boolean: *static_cast<bool*>(to) = cursor.integer(column) != 0; return;
        case Shape::int32: *static_cast<std::int32_t*>(to) = static_cast<std::int32_t>(cursor.integer(column)); return;
        case Shape::integer:
        case Shape::id: *static_cast<std::int64_t*>(to) = cursor.integer(column); return;
        case Shape::number: *static_cast<double*>(to) = cursor.number(column); return;
        case Shape::text: *static_cast<std::string*>(to) = cursor.text(column); return;
        case Shape::instant: *static_cast<Instant*>(to) = from_millis(cursor.integer(column)); return;
        case Shape::raw_json: static_cast<RawJson*>(to)->text = cursor.text(column); return;
        case Shape::enumeration: return decode_enumerator(cursor, column, type, to);
        case Shape::optional:
        case Shape::patch: return decode_value(cursor, column, type.element(), type.emplace(to));
        case Shape::list:
        case Shape::map:
        case Shape::object: return decode_json(cursor, column, type, to);
    }
}

/// NULL leaves the default of the field.
void decode_column(const Cursor& cursor, int column, const Type& type, void* to) {
    if (!cursor.is_null(column)) return decode_value(cursor, column, type, to);
    if (type.shape == Shape::optional || type.shape == Shape::patch) type.set_null(to);
}

int column_named(const Cursor& cursor, std::string_view name) {
    for (int i = 0; i < cursor.columns(); ++i)
        if (cursor.column_name(i) == name) return i;
    return -1;
}

const RowPlan& plan_for(const Cursor& cursor, const Type& type) {
    auto& plan = cursor.plan();
    if (plan.type == &type) return plan;
    plan.type = &type;
    plan.column_of_field.clear();
    for (auto& field : type.fields) plan.column_of_field.push_back(column_named(cursor, field.name));
    return plan;
}

}  // namespace

void decode_row(const Cursor& cursor, const Type& type, void* object) {
    if (type.shape != Shape::object) return decode_column(cursor, 0, type, object);
    auto& plan = plan_for(cursor, type);
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        auto& field = type.fields[i];
        if (plan.column_of_field[i] >= 0) decode_column(cursor, plan.column_of_field[i], field.type(), field_of(object, field));
    }
}

}  // namespace goodhost::db
