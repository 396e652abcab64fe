#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "tickets/types.hpp"

namespace goodhost::tickets {

enum class FieldKind { text, number, boolean, date, choice };
BOOST_DESCRIBE_ENUM(FieldKind, text, number, boolean, date, choice)
enum class RequiredOn { resolution };
BOOST_DESCRIBE_ENUM(RequiredOn, resolution)

/// A field that a host adds to tickets, of one brand or of all.
struct CustomField {
    std::int64_t id = 0;
    std::string key;
    std::map<std::string, std::string> label;  ///< by language
    FieldKind kind = FieldKind::text;
    std::vector<std::string> choices;
    std::optional<RequiredOn> required_on;
    std::optional<BrandId> brand_id;
};
BOOST_DESCRIBE_STRUCT(CustomField, (), (id, key, label, kind, choices, required_on, brand_id))
std::vector<CustomField> fields_of_brand(db::Reader& reader, BrandId brand);

/// Two JSON objects of values by the fields' keys.
struct FieldValues {
    const std::string& before;
    const std::string& changes;
};
/// `before` with the keys of `changes` set, null removed; each value checked against its field: problems as `custom_fields.<key>`.
std::string merged_fields(db::Reader& reader, BrandId brand, const FieldValues& values, FieldProblems& problems);

struct CustomFieldList {
    std::vector<CustomField> items;
};
BOOST_DESCRIBE_STRUCT(CustomFieldList, (), (items))
CustomFieldList list_custom_fields(db::Reader& reader, const Context& context, const http::Empty&);

struct CustomFieldInput {
    std::string key;
    std::map<std::string, std::string> label;
    FieldKind kind = FieldKind::text;
    std::vector<std::string> choices;
    std::optional<RequiredOn> required_on;
    std::optional<BrandId> brand_id;
    static constexpr Rule rules[] = {{"key", 40}, {"choices", 200}};
};
BOOST_DESCRIBE_STRUCT(CustomFieldInput, (), (key, label, kind, choices, required_on, brand_id))
CustomField create_custom_field(db::Tx& tx, const Context& context, const CustomFieldInput& input);

/// Key and kind stay: values of them are on tickets.
struct CustomFieldChange {
    std::int64_t custom_field_id = 0;
    Patch<std::map<std::string, std::string>> label;
    Patch<std::vector<std::string>> choices;
    Patch<RequiredOn> required_on;
};
BOOST_DESCRIBE_STRUCT(CustomFieldChange, (), (custom_field_id, label, choices, required_on))
CustomField change_custom_field(db::Tx& tx, const Context& context, const CustomFieldChange& input);

struct CustomFieldKey {
    std::int64_t custom_field_id = 0;
};
BOOST_DESCRIBE_STRUCT(CustomFieldKey, (), (custom_field_id))
void delete_custom_field(db::Tx& tx, const Context& context, const CustomFieldKey& input);

}  // namespace goodhost::tickets
