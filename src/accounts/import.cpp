#include "accounts/import.hpp"

#include <algorithm>

#include "accounts/customers.hpp"
#include "accounts/permissions.hpp"
#include "accounts/queries.hpp"
#include "brands/brands.hpp"
#include "platform/imports/rows.hpp"
#include "platform/registry.hpp"

namespace goodhost::accounts {

namespace {

using imports::Outcome;
using imports::Row;

struct Found {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Found, (), (id))

[[noreturn]] void refuse(std::string_view column, std::string code) {
    throw Problem(ProblemKind::invalid, "platform.invalid_input", {{std::string(column), std::move(code), {}}});
}

BrandId brand_of(db::Reader& reader, const Context& context, const Row& row) {
    auto key = row.text("brand");
    if (key.empty()) return context.brand;
    auto brand = brands::find_brand_by_key(reader, key);
    if (!brand || !context.sees_brand(brand->id)) refuse("brand", "unknown_value");
    return brand->id;
}

Outcome take_customer(db::Tx& tx, const Context& context, const Row& row) {
    CustomerInput input{.name = row.required("name"),
                        .brand_id = brand_of(tx, context, row),
                        .external_id = row.required("external_id"),
                        .locale = imports::given(row, "locale"),
                        .notes = row.text("notes")};
    imports::hold_to_rules(input);
    auto known = tx.find<Found>(sql::find_customer_by_external_id, *input.brand_id, *input.external_id);
    if (!known) {
        create_customer(tx, context, input);
        return Outcome::created;
    }
    auto before = access_customer(tx, context, {known->id});
    CustomerChange change{.customer_id = before.id, .name = {true, input.name}};
    if (row.has("notes")) change.notes = {true, input.notes};
    if (input.locale) change.locale = {true, input.locale};
    bool same = before.name == input.name && before.notes == change.notes.value.value_or(before.notes) &&
                before.locale == input.locale.value_or(before.locale);
    if (same) return Outcome::unchanged;
    change_customer(tx, context, change);
    return Outcome::updated;
}

std::optional<CustomerId> customer_of(db::Reader& reader, BrandId brand, const Row& row) {
    auto external = row.text("customer_external_id");
    if (external.empty()) return std::nullopt;
    auto found = reader.find<Found>(sql::find_customer_by_external_id, brand, external);
    if (!found) refuse("customer_external_id", "unknown_value");
    return CustomerId{found->id};
}

std::optional<ContactRole> role_of(const Row& row) {
    auto text = imports::given(row, "role");
    if (!text) return std::nullopt;
    auto role = enum_from<ContactRole>(*text);
    if (!role) refuse("role", "unknown_value");
    return role;
}

ContactInput contact_of(db::Reader& reader, const Context& context, const Row& row) {
    ContactInput input{.name = row.required("name"),
                       .brand_id = brand_of(reader, context, row),
                       .external_id = row.required("external_id"),
                       .role = role_of(row),
                       .sees_company_tickets = imports::flag(row, "sees_company_tickets", false),
                       .locale = imports::given(row, "locale"),
                       .time_zone = imports::given(row, "time_zone")};
    auto email = normal_email(row.required("email"));
    if (!email) refuse("email", "accounts.bad_email");
    input.addresses.push_back({*email, true, true});
    input.customer_id = customer_of(reader, *input.brand_id, row);
    if (auto phone = imports::given(row, "phone")) input.phones.push_back({*phone, {}});
    imports::hold_to_rules(input);
    return input;
}

/// What the other system does not say stays, and addresses and phone numbers that were added here too.
ContactChange change_of(const Contact& before, const ContactInput& input, const Row& row) {
    ContactChange change{.contact_id = before.id};
    if (before.name != input.name) change.name = {true, input.name};
    if (input.customer_id && input.customer_id != before.customer_id) change.customer_id = {true, input.customer_id};
    if (input.role && *input.role != before.role) change.role = {true, input.role};
    bool sees = imports::flag(row, "sees_company_tickets", before.sees_company_tickets);
    if (sees != before.sees_company_tickets) change.sees_company_tickets = {true, sees};
    if (input.locale && *input.locale != before.locale) change.locale = {true, input.locale};
    if (input.time_zone && *input.time_zone != before.time_zone) change.time_zone = {true, input.time_zone};
    if (auto& address = input.addresses.front(); before.email != address.email) {
        auto addresses = before.addresses;
        for (auto& other : addresses) other.primary = false;
        std::erase_if(addresses, [&](auto& other) { return other.email == address.email; });
        addresses.push_back(address);
        change.addresses = {true, addresses};
    }
    if (!input.phones.empty() && std::ranges::find(before.phones, input.phones.front().number, &Phone::number) == before.phones.end()) {
        auto phones = before.phones;
        phones.push_back(input.phones.front());
        change.phones = {true, phones};
    }
    return change;
}

bool changes_anything(const ContactChange& change) {
    return change.name.present || change.customer_id.present || change.role.present || change.sees_company_tickets.present ||
           change.locale.present || change.time_zone.present || change.addresses.present || change.phones.present;
}

Outcome take_contact(db::Tx& tx, const Context& context, const Row& row) {
    auto input = contact_of(tx, context, row);
    auto known = tx.find<Found>(sql::find_contact_by_external_id, *input.brand_id, *input.external_id);
    if (!known) {
        create_contact(tx, context, input);
        return Outcome::created;
    }
    auto change = change_of(access_contact(tx, context, {known->id}), input, row);
    if (!changes_anything(change)) return Outcome::unchanged;
    change_contact(tx, context, change);
    return Outcome::updated;
}

}  // namespace

void register_importers(Registry& registry) {
    registry.importer({"customers", edit_customers, {"brand", "external_id", "name", "locale", "notes"}, take_customer});
    registry.importer(
        {"contacts",
         edit_customers,
         {"brand", "external_id", "customer_external_id", "name", "email", "phone", "role", "sees_company_tickets", "locale", "time_zone"},
         take_contact});
}

}  // namespace goodhost::accounts
