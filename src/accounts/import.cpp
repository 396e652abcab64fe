#include "accounts/import.hpp"

#include "accounts/customers.hpp"
#include "accounts/permissions.hpp"
#include "accounts/queries.hpp"
#include "brands/brands.hpp"
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
    auto brand = brand_of(tx, context, row);
    auto external = row.required("external_id"), name = row.required("name");
    auto known = tx.find<Found>(sql::find_customer_by_external_id, brand, external);
    if (!known) {
        CustomerInput input{.name = name, .brand_id = brand, .external_id = external};
        if (!row.text("locale").empty()) input.locale = row.text("locale");
        input.notes = row.text("notes");
        create_customer(tx, context, input);
        return Outcome::created;
    }
    auto before = access_customer(tx, context, {known->id});
    CustomerChange change{.customer_id = before.id};
    bool same = before.name == name && (!row.has("notes") || before.notes == row.text("notes")) &&
                (row.text("locale").empty() || before.locale == row.text("locale"));
    if (same) return Outcome::unchanged;
    change.name = {true, name};
    if (row.has("notes")) change.notes = {true, row.text("notes")};
    if (!row.text("locale").empty()) change.locale = {true, row.text("locale")};
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

ContactRole role_of(const Row& row) {
    auto text = row.text("role");
    if (text.empty()) return ContactRole::member;
    auto role = enum_from<ContactRole>(text);
    if (!role) refuse("role", "unknown_value");
    return *role;
}

Outcome take_contact(db::Tx& tx, const Context& context, const Row& row) {
    auto brand = brand_of(tx, context, row);
    auto external = row.required("external_id"), name = row.required("name"), email = row.required("email");
    if (!normal_email(email)) refuse("email", "accounts.bad_email");
    auto customer = customer_of(tx, brand, row);
    bool sees = row.text("sees_company_tickets") == "true" || row.text("sees_company_tickets") == "1";
    auto known = tx.find<Found>(sql::find_contact_by_external_id, brand, external);
    if (!known) {
        ContactInput input{.name = name,
                           .brand_id = brand,
                           .customer_id = customer,
                           .external_id = external,
                           .role = role_of(row),
                           .sees_company_tickets = sees,
                           .addresses = {{email, true, true}}};
        if (!row.text("phone").empty()) input.phones.push_back({row.text("phone"), {}});
        if (!row.text("locale").empty()) input.locale = row.text("locale");
        if (!row.text("time_zone").empty()) input.time_zone = row.text("time_zone");
        create_contact(tx, context, input);
        return Outcome::created;
    }
    auto before = access_contact(tx, context, {known->id});
    bool same = before.name == name && before.email == normal_email(email) && before.customer_id == customer &&
                before.role == role_of(row) && before.sees_company_tickets == sees;
    if (same) return Outcome::unchanged;
    ContactChange change{.contact_id = before.id, .name = {true, name}, .role = {true, role_of(row)}, .sees_company_tickets = {true, sees}};
    if (customer) change.customer_id = {true, customer};
    if (before.email != normal_email(email)) {
        auto addresses = before.addresses;
        for (auto& address : addresses) address.primary = false;
        std::erase_if(addresses, [&](auto& address) { return address.email == normal_email(email); });
        addresses.push_back({email, true, true});
        change.addresses = {true, addresses};
    }
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
